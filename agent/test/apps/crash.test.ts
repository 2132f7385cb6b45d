import { operationKinds } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { boxStories } from '../box/box-stories.ts';
import { remedyStories } from '../health/remedy-stories.ts';
import { stories, usualStories } from './matrix.ts';
import { testCrashes } from './test-crashes.ts';

test('every kind of operation is here', () => {
  // Done in one transaction: there is nothing to fall between its steps.
  const atOnce = ['person.reset-password'];
  // What they have of their own is tried in test/backups/interrupted.test.ts; the rest are steps of the stories here.
  const elsewhere = ['backup.make', 'backup.bring-back', 'backup.bring-beside', 'backup.put-back', 'backup.drill', 'backup.mend'];
  expect([...[...stories, ...remedyStories, ...boxStories].map(({ kind }) => kind), ...atOnce, ...elsewhere].sort()).toEqual(
    [...operationKinds].sort(),
  );
});

testCrashes(usualStories);
