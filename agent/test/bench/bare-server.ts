import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { type HostConfig, paths } from '../../src/host/host-config.ts';
import { freePort } from '../free-port.ts';

const serverSchema = z.looseObject({ listen: z.array(z.string()), routes: z.array(z.looseObject({ handle: z.array(z.unknown()) })) });
const dial = /"dial":"(\d+\.\d+\.\d+\.\d+:\d+)"/;
const servers = '/config/apps/http/servers';

/** Another port of the running Caddy, until its next configuration: all that stands before an app but the gate. */
export async function addBareServer(host: HostConfig, hostname: string): Promise<number> {
  const port = await freePort();
  const https = serverSchema.parse(JSON.parse(await admin(host, 'GET', `${servers}/https`)));
  const route = https.routes.find((each) => JSON.stringify(each).includes(`"${hostname}"`));
  const [, address] = dial.exec(JSON.stringify(route)) ?? [];
  const [scrub] = route?.handle ?? [];
  const bare = { ...route, handle: [scrub, { handler: 'reverse_proxy', upstreams: [{ dial: address }] }] };
  const server = { ...https, listen: [`127.0.0.1:${port}`], routes: [bare] };
  await admin(host, 'PUT', `${servers}/bench`, JSON.stringify(server));
  return port;
}

const admin = (host: HostConfig, method: string, path: string, body = '') =>
  new Promise<string>((resolve, reject) => {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ socketPath: paths(host).caddyAdmin, method, path, headers }, async (answer) => {
      const said = await text(answer);
      if (answer.statusCode === 200) resolve(said);
      else reject(new Error(`Caddy: ${answer.statusCode} ${said}`));
    });
    sent.on('error', reject).end(body);
  });
