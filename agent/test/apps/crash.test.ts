import { operationKinds } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { boxStories } from '../box/box-stories.ts';
import { remedyStories } from '../health/remedy-stories.ts';
import { testFalls } from './falls.ts';
import { changes, stories } from './matrix.ts';

test('every kind of operation is here', () => {
  // Done in one transaction: there is nothing to fall between its steps.
  const atOnce = ['person.reset-password'];
  expect([...[...stories, ...remedyStories, ...boxStories].map(({ kind }) => kind), ...atOnce].sort()).toEqual([...operationKinds].sort());
});

// The two with the most steps have a file of their own, which runs beside this one.
testFalls(stories.map(({ kind }) => kind).filter((kind) => !changes.includes(kind)));
