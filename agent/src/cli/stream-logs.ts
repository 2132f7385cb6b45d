import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { api } from '@percloud/contract/api';
import { paths } from '../host/host-config.ts';
import { Refused, readProblem, renderRequest } from './client.ts';
import { type CommonOptions, findApp } from './context.ts';
import { plainText } from './plain-text.ts';

export async function streamLogs(
  slugOrId: string,
  options: CommonOptions & { follow?: boolean; tail: string; service?: string },
): Promise<void> {
  const { host, params } = await findApp(slugOrId, options);
  const query = { tail: options.tail, follow: String(options.follow ?? false), service: options.service };
  const { path } = renderRequest(api.getAppLogs, { params, query });
  const sent = request({ socketPath: paths(host).agentSocket, path, headers: { host: 'localhost' } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end();
  });
  const { statusCode: status = 0 } = response;
  if (status !== 200) throw new Refused(readProblem({ status, text: await text(response) }));
  if (process.stdout.isTTY) await pipeline(response.setEncoding('utf8'), plainText, process.stdout, { end: false });
  else await pipeline(response, process.stdout, { end: false });
}
