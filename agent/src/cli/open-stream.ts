import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Refused, readProblem } from './client.ts';

/** What an endpoint writes, as it comes. Throws the agent's own refusal. */
export async function openStream(socketPath: string, path: string): Promise<IncomingMessage> {
  const sent = request({ socketPath, path, headers: { host: 'localhost' } });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end();
  });
  const { statusCode: status = 0 } = response;
  if (status !== 200) throw new Refused(readProblem({ status, text: await text(response) }));
  return response;
}
