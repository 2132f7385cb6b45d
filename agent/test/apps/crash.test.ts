import { operationKinds } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { boxStories } from '../box/box-stories.ts';
import { remedyStories } from '../health/remedy-stories.ts';
import { shortStories, stories } from './matrix.ts';
import { testCrashes } from './test-crashes.ts';

test('every kind of operation is here', () => {
  // Done in one transaction: there is nothing to fall between its steps.
  const atOnce = ['person.reset-password'];
  expect([...[...stories, ...remedyStories, ...boxStories].map(({ kind }) => kind), ...atOnce].sort()).toEqual([...operationKinds].sort());
});

testCrashes(shortStories);
