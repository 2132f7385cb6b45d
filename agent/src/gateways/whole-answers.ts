import { Agent, type ClientRequest } from 'node:http';

/** Node's own way in, for agents of another kind; not in its documentation. */
interface Queue {
  addRequest(request: ClientRequest, options: object): void;
}

/**
 * Options for Docker's client, which waits for ever for the rest of an answer that is cut off (dockerd was killed in the middle of it):
 * whoever asked is told that the connection was reset.
 */
export function wholeAnswers<T extends object>(options: T): T & { agent: Agent } {
  const agent = new Agent({ keepAlive: true });
  const queue = agent as unknown as Queue;
  const addRequest = queue.addRequest.bind(agent);
  queue.addRequest = (request, how) => {
    request.once('response', (response) => {
      response.once('close', () => {
        if (!response.complete) request.emit('error', Object.assign(new Error('the answer was cut off'), { code: 'ECONNRESET' }));
      });
    });
    addRequest(request, how);
  };
  return { ...options, agent };
}
