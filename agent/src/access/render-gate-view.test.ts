import { expect, test } from 'vitest';
import { gateViewSchema } from '../gate/view.ts';
import type { GrantRow } from '../people/grant.entity.ts';
import type { AppFacts } from './app-directory.ts';
import { renderGateView } from './render-gate-view.ts';

const at = '2026-05-01T12:00:00.000Z';
const grant = (person: string, role: GrantRow['role'], percloud: string | null, endsAt: string | null = null): GrantRow => ({
  id: `${person}-${role}-${endsAt}`,
  person,
  role,
  percloud,
  endsAt,
  createdAt: at,
});
const calendar: AppFacts = {
  id: 'app1',
  percloud: 'cloud1',
  host: 'calendar-ana.localhost',
  url: 'https://calendar-ana.localhost',
  title: { en: 'Calendar', es: 'Calendario', it: 'Calendario' },
  state: 'open',
  reason: null,
  public: ['/.well-known'],
  private: [],
  devices: ['/'],
  clients: [],
};
const render = (grants: GrantRow[]) =>
  renderGateView({
    key: Buffer.alloc(32).toString('base64'),
    panelOrigin: 'https://percloud.localhost',
    sessions: [
      { id: 's', tokenHash: 'a'.repeat(64), person: 'ana', device: '', address: '', createdAt: at, lastUsedAt: at, expiresAt: at },
    ],
    people: [{ id: 'ana', name: 'ana', displayName: 'Ana', language: 'es', passwordHash: 'never shown', createdAt: at }],
    grants,
    apps: [calendar],
    appPasswords: [{ id: 'pw', app: 'app1', person: 'ana', device: 'phone', hash: 'b'.repeat(64), createdAt: at }],
  });

test('is what the gate reads, without what it need not know', () => {
  const view = render([grant('ana', 'owner', 'cloud1')]);
  expect(gateViewSchema.parse(view)).toEqual(view);
  expect(JSON.stringify(view)).not.toMatch(/never shown|phone/);
});

test('only grants on its percloud let a person pass an app', () => {
  const [app] = render([grant('ana', 'owner', 'cloud1'), grant('ben', 'operator', null), grant('cleo', 'owner', 'cloud2')]).apps;
  expect(app?.people).toEqual([{ id: 'ana', until: null }]);
});

test('the grant that ends last counts', () => {
  const [early, late] = ['2026-06-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'];
  const people = (grants: GrantRow[]) => render(grants).apps[0]?.people;
  expect(people([grant('ana', 'helper', 'cloud1', late), grant('ana', 'member', 'cloud1', early)])).toEqual([{ id: 'ana', until: late }]);
  expect(people([grant('ana', 'helper', 'cloud1', late), grant('ana', 'member', 'cloud1')])).toEqual([{ id: 'ana', until: null }]);
});
