import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Chromium drops every connection when a network interface comes or goes on its machine, and each app we install brings some.
 * A person's browser is elsewhere; ours therefore runs in a network namespace of its own, where only a loopback is, and reaches
 * the installation's ports through unix sockets.
 */
export class QuietNetwork {
  /** To be run instead of Chromium. */
  readonly executablePath: string;
  private readonly directory: string;
  private readonly servers: readonly Server[];

  private constructor(directory: string, servers: readonly Server[]) {
    this.directory = directory;
    this.servers = servers;
    this.executablePath = join(directory, 'chromium');
  }

  static async open(ports: readonly number[]): Promise<QuietNetwork> {
    const directory = await mkdtemp(join(tmpdir(), 'percloud-browser-'));
    const servers = ports.map((port) =>
      createServer((inside) => {
        const outside = connect(port, '127.0.0.1');
        inside.pipe(outside).pipe(inside);
        inside.on('error', () => outside.destroy());
        outside.on('error', () => inside.destroy());
      }).listen(join(directory, `${port}`)),
    );
    const network = new QuietNetwork(directory, servers);
    const inside = join(import.meta.dirname, 'inside-quiet-network.ts');
    await writeFile(
      network.executablePath,
      `#!/bin/sh\nexec unshare --net '${process.execPath}' '${inside}' '${directory}' ${ports.join(',')} "$@"\n`,
    );
    await chmod(network.executablePath, 0o755);
    return network;
  }

  async close(): Promise<void> {
    for (const server of this.servers) server.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
