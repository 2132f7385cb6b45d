import type { Grant } from '@percloud/contract/people';
import { expect, test } from 'vitest';
import type { Caller } from '../http/caller.ts';
import { viewFor } from './finding-view.ts';
import type { KeptFinding } from './findings.service.ts';

const app = { id: 'a', percloud: 'mine' };
const told = { since: '2026-11-21T12:00:00.000Z', severity: 'bad' } as const;
const ill: KeptFinding = {
  ...{ ...told, id: 'app-unhealthy:a', check: 'app-unhealthy', case: 'ill', concerns: 'percloud', app },
  values: { slug: 'diary', program: 'Notes 1' },
  remedies: [{ name: 'restart-app', kind: 'app.restart', percloud: 'mine' }],
};
const full: KeptFinding = {
  ...{ ...told, id: 'disk-filling', check: 'disk-filling', case: 'full', concerns: 'everybody', app: null, values: { freeBytes: 0 } },
  remedies: [{ name: 'make-room', kind: 'box.make-room', percloud: null }],
};
const short: KeptFinding = {
  ...{ ...told, id: 'memory-short', check: 'memory-short', case: 'named', concerns: 'everybody', app },
  values: { slug: 'diary', program: 'Notes 1', memoryBytes: 1 },
  remedies: [{ name: 'stop-app', kind: 'app.stop', percloud: 'mine' }],
};
const wrong: KeptFinding = { ...full, id: 'clock-wrong', check: 'clock-wrong', concerns: 'operator' };

const who = (role: Grant['role'], percloud: string | null): Caller => ({
  ...{ kind: 'person', id: 'p', name: 'p', sessionId: 's' },
  grants: [{ role, percloud, endsAt: null }],
});
const callers: Record<string, Caller> = {
  owner: who('owner', 'mine'),
  member: who('member', 'mine'),
  'owner of another': who('owner', 'other'),
  operator: who('operator', null),
  root: { kind: 'root' },
  visitor: { kind: 'anyone' },
};
/** Name known or not, remedies; undefined: not told. */
const seen = (finding: KeptFinding) =>
  Object.fromEntries(
    Object.entries(callers).map(([name, caller]) => {
      const view = viewFor(caller, finding);
      return [name, view && [view.values.slug ?? null, view.app, ...view.remedies.map((remedy) => remedy.name)]];
    }),
  );

test('an ill app', () => {
  expect(seen(ill)).toEqual({
    ...{ owner: ['diary', 'a', 'restart-app'], member: ['diary', 'a'], 'owner of another': undefined },
    ...{ operator: [null, null], root: ['diary', 'a', 'restart-app'], visitor: undefined },
  });
});

test('a full disk', () => {
  expect(seen(full)).toEqual({
    ...{ owner: [null, null], member: [null, null], 'owner of another': [null, null] },
    ...{ operator: [null, null, 'make-room'], root: [null, null, 'make-room'], visitor: undefined },
  });
});

test('memory that an app takes', () => {
  expect(seen(short)).toEqual({
    ...{ owner: ['diary', 'a', 'stop-app'], member: ['diary', 'a'], 'owner of another': [null, null] },
    ...{ operator: [null, null], root: ['diary', 'a', 'stop-app'], visitor: undefined },
  });
  // Others may know that it is somebody's program, but not whose and which.
  expect(viewFor(callers['owner of another'] ?? { kind: 'anyone' }, short)?.values).toEqual({ memoryBytes: 1 });
});

test('what only its operator can mend', () => {
  const { owner, member, operator } = seen(wrong);
  expect([owner, member, operator]).toEqual([undefined, undefined, [null, null, 'make-room']]);
});
