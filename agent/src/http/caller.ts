import type { Grant } from '@percloud/contract/people';
import { Problem } from '../problem.ts';

/** Who calls: root's own command line, a person with a session, or a visitor. */
export type Caller = RootCaller | PersonCaller | { kind: 'anyone' };

export interface RootCaller {
  kind: 'root';
}

export interface PersonCaller {
  kind: 'person';
  id: string;
  name: string;
  sessionId: string;
  grants: readonly Grant[];
}

/** What `@Caller()` gives an endpoint that needs a session: never a visitor. */
export type KnownCaller = RootCaller | PersonCaller;

/** Who begins an operation; undefined: nobody did, it was due. */
export type Starter = RootCaller | Pick<PersonCaller, 'kind' | 'id' | 'name'> | undefined;

/** As an operation remembers who began it. */
export function starterOf(starter: Starter): { person: string | null; name: string } {
  if (starter === undefined) return { person: null, name: 'Percloud' };
  return starter.kind === 'root' ? { person: null, name: 'root' } : { person: starter.id, name: starter.name };
}

/** For what only makes sense for somebody with a session: root has no profile, no browser and no devices. */
export function asPerson(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new Problem('not-signed-in');
  return caller;
}
