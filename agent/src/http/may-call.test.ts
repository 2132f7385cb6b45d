import type { Role } from '@percloud/contract/endpoint';
import type { Grant } from '@percloud/contract/people';
import { describe, expect, test } from 'vitest';
import type { Caller } from './caller.ts';
import { isOperator, mayCall, roleIn } from './may-call.ts';

const now = new Date('2026-05-01T12:00:00Z');
const person = (...grants: Grant[]): Caller => ({ kind: 'person', id: 'p', name: 'ana', sessionId: 's', grants });
const on = (role: Grant['role'], percloud: string | null = 'mine', endsAt: string | null = null): Grant => ({ role, percloud, endsAt });

const callers: Record<string, Caller> = {
  visitor: { kind: 'anyone' },
  stranger: person(),
  foreignOwner: person(on('owner', 'other')),
  operator: person(on('operator', null)),
  member: person(on('member')),
  helper: person(on('helper', 'mine', '2026-05-01T12:00:01Z')),
  formerHelper: person(on('helper', 'mine', '2026-05-01T12:00:00Z')),
  owner: person(on('owner')),
  root: { kind: 'root' },
};

type Verdict = ReturnType<typeof mayCall>;
const verdicts: Record<Role, Record<keyof typeof callers, Verdict>> = {
  anyone: {
    visitor: 'yes',
    stranger: 'yes',
    foreignOwner: 'yes',
    operator: 'yes',
    member: 'yes',
    helper: 'yes',
    formerHelper: 'yes',
    owner: 'yes',
    root: 'yes',
  },
  person: {
    visitor: 'not-signed-in',
    stranger: 'yes',
    foreignOwner: 'yes',
    operator: 'yes',
    member: 'yes',
    helper: 'yes',
    formerHelper: 'yes',
    owner: 'yes',
    root: 'yes',
  },
  member: {
    visitor: 'not-signed-in',
    stranger: 'not-found',
    foreignOwner: 'not-found',
    operator: 'not-found',
    member: 'yes',
    helper: 'yes',
    formerHelper: 'not-found',
    owner: 'yes',
    root: 'yes',
  },
  helper: {
    visitor: 'not-signed-in',
    stranger: 'not-found',
    foreignOwner: 'not-found',
    operator: 'not-found',
    member: 'not-allowed',
    helper: 'yes',
    formerHelper: 'not-found',
    owner: 'yes',
    root: 'yes',
  },
  owner: {
    visitor: 'not-signed-in',
    stranger: 'not-found',
    foreignOwner: 'not-found',
    operator: 'not-found',
    member: 'not-allowed',
    helper: 'not-allowed',
    formerHelper: 'not-found',
    owner: 'yes',
    root: 'yes',
  },
  operator: {
    visitor: 'not-signed-in',
    stranger: 'not-allowed',
    foreignOwner: 'not-allowed',
    operator: 'yes',
    member: 'not-allowed',
    helper: 'not-allowed',
    formerHelper: 'not-allowed',
    owner: 'not-allowed',
    root: 'yes',
  },
  root: {
    visitor: 'not-allowed',
    stranger: 'not-allowed',
    foreignOwner: 'not-allowed',
    operator: 'not-allowed',
    member: 'not-allowed',
    helper: 'not-allowed',
    formerHelper: 'not-allowed',
    owner: 'not-allowed',
    root: 'yes',
  },
};

describe.each(Object.entries(verdicts))('an endpoint for %s', (role, expected) => {
  test.each(Object.entries(expected))('called by %s: %s', (caller, verdict) => {
    expect(mayCall(role as Role, callers[caller] ?? { kind: 'anyone' }, 'mine', now)).toBe(verdict);
  });
});

test('a role on a percloud without naming one is held by nobody', () => {
  expect(mayCall('member', person(on('owner')), undefined, now)).toBe('not-found');
});

test('the strongest of several grants counts', () => {
  expect(roleIn(person(on('member'), on('owner'), on('helper')), 'mine', now)).toBe('owner');
});

test('an operator grant on a percloud is no operator of the box', () => {
  expect(isOperator(person(on('operator', 'mine')), now)).toBe(false);
});
