import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Chromium drops every connection when a network interface comes or goes on its machine, and each app we install brings some.
 * A person's browser is elsewhere; ours therefore runs in a network namespace of its own, where only a loopback is, and reaches
 * the installation's ports through unix sockets. This is also where the way to the box can be cut.
 */
export class QuietNetwork {
  /** To be run instead of Chromium. */
  readonly executablePath: string;
  private readonly directory: string;
  private readonly servers: Server[] = [];
  private readonly open = new Set<Socket>();
  private isCut = false;

  private constructor(directory: string) {
    this.directory = directory;
    this.executablePath = join(directory, 'chromium');
  }

  static async open(ports: readonly number[]): Promise<QuietNetwork> {
    const network = new QuietNetwork(await mkdtemp(join(tmpdir(), 'percloud-browser-')));
    for (const port of ports) network.lead(port);
    await network.writeLauncher(ports);
    return network;
  }

  /** As when the phone leaves the house: every connection ends, and no new one comes about until `mend`. */
  cut() {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  mend() {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    for (const server of this.servers) server.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private lead(port: number) {
    const server = createServer((inside) => {
      if (this.isCut) return inside.destroy();
      const outside = connect(port, '127.0.0.1');
      inside.pipe(outside).pipe(inside);
      inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
      outside.on('error', () => inside.destroy());
      this.open.add(inside);
      inside.on('close', () => this.open.delete(inside));
    });
    this.servers.push(server.listen(join(this.directory, `${port}`)));
  }

  private async writeLauncher(ports: readonly number[]) {
    const inside = join(import.meta.dirname, 'inside-quiet-network.ts');
    const command = `exec unshare --net '${process.execPath}' '${inside}' '${this.directory}' ${ports.join(',')} "$@"`;
    const fonts = join(import.meta.dirname, 'fonts.conf');
    await writeFile(this.executablePath, `#!/bin/sh\nexport FONTCONFIG_FILE='${fonts}'\n${command}\n`);
    await chmod(this.executablePath, 0o755);
  }
}
