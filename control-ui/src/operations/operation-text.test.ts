// @vitest-environment happy-dom
import type { Operation } from '@percloud/contract/operations';
import { beforeAll, describe, expect, test } from 'vitest';
import { timeLeft } from '../i18n/format.ts';
import { speak } from '../i18n/i18n.ts';
import { failureMeaning, fractionDone, operationAside, operationTitle, progressText, stepText } from './operation-text.ts';

const upgrade: Operation = {
  id: 'a'.repeat(20),
  kind: 'app.upgrade',
  subject: { slug: 'calendar', version: '3.5.1' },
  percloud: 'p'.repeat(20),
  status: 'running',
  steps: [
    { name: 'pull images', status: 'running' },
    { name: 'take snapshot', status: 'pending' },
    { name: 'commit', status: 'pending' },
    { name: 'publish route', status: 'pending' },
  ],
  progress: { doneBytes: 12_000_000, totalBytes: 48_000_000, secondsLeft: 95 },
  problem: null,
  cancellable: true,
  startedBy: { person: null, name: 'root' },
  createdAt: '2026-11-21T20:00:00.000Z',
  startedAt: null,
  endedAt: null,
};

describe('in English', () => {
  beforeAll(() => speak('en'));

  test.each([
    ['queued', 'Updating Calendar to 3.5.1'],
    ['running', 'Updating Calendar to 3.5.1'],
    ['undoing', 'Putting Calendar back as it was'],
    ['succeeded', 'Calendar is now version 3.5.1'],
    ['failed', 'Calendar could not be updated to 3.5.1'],
    ['undo-failed', 'Calendar could not be updated to 3.5.1'],
    ['cancelled', 'Cancelled: Updating Calendar to 3.5.1'],
  ] as const)('%s: “%s”', (status, title) => {
    expect(operationTitle({ ...upgrade, status }, 'Calendar')).toBe(title);
  });

  test('a failed update speaks of the data first', () => {
    expect(failureMeaning('app.upgrade', { name: 'Calendar', version: '3.5.1' })).toBe(
      'Your data is safe. Version 3.5.1 didn’t work, so the one before stays in use.',
    );
  });

  test('an update that nobody tried out first says why', () => {
    expect(operationAside({ ...upgrade, outcome: { memoryMissingBytes: 200_000_000 } })).toBe(
      'It was not tried out on a copy of your data first, because memory is short: 200 MB more was needed.',
    );
    expect(operationAside(upgrade)).toBeUndefined();
  });

  test('progress in words, bytes and time', () => {
    expect(progressText(upgrade)).toBe('Downloading · 12 MB of 48 MB · 2 min left');
    expect(progressText({ ...upgrade, status: 'queued' })).toBe('Waiting for its turn');
    expect(progressText({ ...upgrade, progress: null })).toBe('Downloading');
  });

  test('a step without words shows its name', () => {
    expect(stepText('reticulate splines')).toBe('reticulate splines');
  });

  test.each([
    [3, 'almost done'],
    [41, '50 s left'],
    [55, '1 min left'],
    [61, '2 min left'],
    [3_700, '2 hours left'],
  ])('%d seconds: “%s”', (seconds, text) => {
    expect(timeLeft(seconds)).toBe(text);
  });
});

test('speaks Spanish and Italian', async () => {
  await speak('es');
  expect(progressText(upgrade)).toBe('Descargando · 12 MB de 48 MB · quedan 2 min');
  await speak('it');
  expect(operationTitle(upgrade, 'Calendario')).toBe('Aggiornamento di Calendario a 3.5.1');
});

test('the bar counts finished steps and the bytes of the running one', () => {
  expect(fractionDone(upgrade)).toBeCloseTo(0.0625);
  expect(fractionDone({ ...upgrade, status: 'undoing' })).toBeUndefined();
  expect(fractionDone({ ...upgrade, steps: [] })).toBeUndefined();
  expect(fractionDone({ ...upgrade, progress: { doneBytes: 9, totalBytes: 3 } })).toBe(0.25);
});
