// @vitest-environment happy-dom
import type { Grant } from '@percloud/contract/people';
import { expect, test } from 'vitest';
import { places } from './places.ts';
import { standing } from './state/session.ts';

const percloud = 'p'.repeat(20);
const signedInWith = (...grants: Grant[]) => {
  standing.value = {
    kind: 'signed-in',
    me: { id: 'a'.repeat(20), name: 'ada', displayName: 'Ada', language: 'en', grants, perclouds: [], passwordResetAt: null },
  };
  return places().map(({ href }) => href);
};

test('the box is only for who looks after it', () => {
  expect(signedInWith({ role: 'owner', percloud, endsAt: null })).not.toContain('/box');
  expect(signedInWith({ role: 'owner', percloud, endsAt: null }, { role: 'operator', percloud: null, endsAt: null })).toContain('/box');
});

test('apps are only for who can have some', () => {
  expect(signedInWith({ role: 'operator', percloud: null, endsAt: null })).not.toContain('/catalog');
  expect(signedInWith()).toContain('/catalog');
});
