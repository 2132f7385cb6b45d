import type { GateView } from '../gate/view.ts';
import type { GrantRow } from '../people/grant.entity.ts';
import type { PersonRow } from '../people/person.entity.ts';
import type { SessionRow } from '../people/session.entity.ts';
import type { AppFacts } from './app-directory.ts';
import type { AppPasswordRow } from './app-password.entity.ts';

interface Facts {
  key: string;
  panelOrigin: string;
  sessions: readonly SessionRow[];
  people: readonly PersonRow[];
  grants: readonly GrantRow[];
  apps: readonly AppFacts[];
  appPasswords: readonly AppPasswordRow[];
}

/** Whoever holds a grant on a percloud may use its apps; operators as such may not. */
export const renderGateView = ({ key, panelOrigin, sessions, people, grants, apps, appPasswords }: Facts): GateView => ({
  version: 1,
  key,
  panelOrigin,
  sessions: sessions.map(({ tokenHash, person, expiresAt }) => ({ idHash: tokenHash, person, expiresAt })),
  people: people.map(({ id, name, language }) => ({ id, name, language })),
  apps: apps.map(({ id, percloud, host, title, state, reason, public: open, private: shut, devices }) => ({
    id,
    host,
    title,
    state,
    reason,
    public: open,
    private: shut,
    devices,
    people: whoMayPass(grants.filter((grant) => grant.percloud === percloud && grant.role !== 'operator')),
  })),
  appPasswords: appPasswords.map(({ id, app, person, hash }) => ({ id, app, person, hash })),
});

/** A person once, however many grants they hold, until the last of them ends. */
function whoMayPass(grants: readonly GrantRow[]): { id: string; until: string | null }[] {
  const until = new Map<string, string | null>();
  for (const { person, endsAt } of grants) {
    const known = until.get(person);
    if (known === null) continue;
    until.set(person, endsAt === null || known === undefined || endsAt > known ? endsAt : known);
  }
  return Array.from(until, ([id, end]) => ({ id, until: end }));
}
