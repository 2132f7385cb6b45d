import { z } from 'zod';
import { requestOverSocket } from './socket-request.ts';

// Docker's API itself: its command line is a package of its own that may not be there.
const containersSchema = z.array(z.object({ Id: z.string() }));

/** Containers that run; those of one installation, or all. */
export async function listRunning(socket: string, boxId?: string): Promise<string[]> {
  const filters = JSON.stringify(boxId ? { label: [`org.percloud.box=${boxId}`] } : {});
  const answer = await requestOverSocket(socket, 'GET', `/containers/json?filters=${encodeURIComponent(filters)}`);
  return containersSchema.parse(JSON.parse(answer.text)).map(({ Id }) => Id);
}

/** Gives it the time to stop that its app asked for. */
export const stopContainer = (socket: string, id: string) => requestOverSocket(socket, 'POST', `/containers/${id}/stop`);
