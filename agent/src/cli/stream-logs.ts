import { pipeline } from 'node:stream/promises';
import { api } from '@percloud/contract/api';
import { paths } from '../host/host-config.ts';
import { renderRequest } from './client.ts';
import { type CommonOptions, findApp } from './context.ts';
import { openStream } from './open-stream.ts';
import { plainText } from './plain-text.ts';

export async function streamLogs(
  slugOrId: string,
  options: CommonOptions & { follow?: boolean; tail: string; service?: string },
): Promise<void> {
  const { host, params } = await findApp(slugOrId, options);
  const query = { tail: options.tail, follow: String(options.follow ?? false), service: options.service };
  const response = await openStream(paths(host).agentSocket, renderRequest(api.getAppLogs, { params, query }).path);
  if (process.stdout.isTTY) await pipeline(response.setEncoding('utf8'), plainText, process.stdout, { end: false });
  else await pipeline(response, process.stdout, { end: false });
}
