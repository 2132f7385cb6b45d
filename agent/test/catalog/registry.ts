import { execFile, spawn } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's docker-registry on a loopback port, everything below `directory`. `tokenServer` makes it ask for tokens. */
export async function startRegistry(directory: string, tokenServer?: { realm: string; certificate: string }) {
  const port = await freePort();
  const auth = tokenServer && {
    token: { realm: tokenServer.realm, service: 'tests', issuer: 'tests', rootcertbundle: tokenServer.certificate },
  };
  const config = {
    version: '0.1',
    storage: { filesystem: { rootdirectory: `${directory}/registry` } },
    http: { addr: `127.0.0.1:${port}` },
    auth,
  };
  // YAML reads JSON.
  await writeFile(`${directory}/registry.yml`, JSON.stringify(config));
  const child = spawn('docker-registry', ['serve', `${directory}/registry.yml`], { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${address}/v2/`).catch(() => null))) {
    if (child.exitCode !== null)
      throw new Error(`docker-registry ended with ${child.exitCode}: port ${port} may be somebody else’s by now`);
    await sleep(50);
  }
  return {
    address,
    port,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Pushes an image of an OCI layout's blobs, by way of skopeo; digests stay what they are. */
export async function push(directory: string, manifest: string, registry: { port: number }, name: string) {
  const { length } = await readFile(`${directory}/blobs/sha256/${manifest.slice(7)}`);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  await writeFile(`${directory}/oci-layout`, '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(
    `${directory}/index.json`,
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest: manifest, size: length }] }),
  );
  const to = `docker://127.0.0.1:${registry.port}/${name}:latest`;
  await run('skopeo', ['copy', '--preserve-digests', '--dest-tls-verify=false', `oci:${directory}`, to]);
}

/** Gives an anonymous token to whoever asks for one image, as public registries do. */
export async function startTokenServer(directory: string) {
  const [keyPath, certificate] = [`${directory}/token.key`, `${directory}/token.crt`];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  await run('openssl', ['req', '-x509', ...curve, '-nodes', '-subj', '/CN=tests', '-keyout', keyPath, '-out', certificate]);
  const key = createPrivateKey(await readFile(keyPath));
  const x5c = [new X509Certificate(await readFile(certificate)).raw.toString('base64')];
  const scopes: string[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const scope = query.get('scope') ?? '';
    scopes.push(scope);
    const [type, name, actions = ''] = scope.split(':');
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: 'tests',
      aud: query.get('service'),
      sub: '',
      iat: now,
      nbf: now - 60,
      exp: now + 300,
      jti: String(scopes.length),
    };
    const parts = [
      { typ: 'JWT', alg: 'ES256', x5c },
      { ...claims, access: [{ type, name, actions: actions.split(',') }] },
    ];
    const body = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token: `${body}.${signature}` }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    realm: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    certificate,
    scopes,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}
