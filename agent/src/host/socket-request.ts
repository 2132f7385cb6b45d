import { request } from 'node:http';

export interface Answer {
  status: number;
  text: string;
}

/** Every answer of the agent and of Docker that is asked for this way comes at once. */
const timeoutMs = 30_000;

/** One request over a unix socket. */
export function requestOverSocket(socketPath: string, method: string, path: string, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const headers = json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    // A connection of its own: one that is kept may be closed at the other end just as it is used again.
    const sent = request(
      { socketPath, agent: false, method, path, headers: { host: 'localhost', ...headers }, timeout: timeoutMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    sent.on('error', reject);
    sent.end(json);
  });
}
