// @vitest-environment happy-dom
import type { Box } from '@percloud/contract/box';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { learn, speak } from '../../../i18n/i18n.ts';
import { note } from '../../../state/live.ts';
import { Care } from './care.tsx';

beforeAll(async () => {
  await speak('en');
  await learn('box');
});
afterEach(cleanup);

const box: Box = {
  ...{ hostname: 'percloud', kind: 'box', model: '', board: null, architecture: 'x64', memoryBytes: 1, temperature: null },
  ...{ processor: { model: '', cores: 1 }, startedAt: '2026-01-01T00:00:00Z', versions: {}, disks: [], networkCards: [], usbDevices: [] },
};
const operation = (kind: OperationKind, endedAt: string | null): Operation => ({
  ...{ id: kind, kind, subject: {}, percloud: null, steps: [], progress: null, problem: null, cancellable: true },
  ...{ startedBy: { person: null, name: 'ada' }, createdAt: '2026-01-01T00:00:00Z', startedAt: null },
  status: endedAt ? 'succeeded' : 'running',
  endedAt,
});
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);

test.each([
  ['box.restart', /restarts/],
  ['box.switch-off', /switches itself off/],
  ['box.factory-reset', /made new/],
] as const)(
  'while the box is away because of %s that is said, and nothing else can be pressed; afterwards all is offered again',
  (kind, words) => {
    note(operation(kind, null));
    render(<Care box={box} />);
    expect(screen.getByRole('status').textContent).toMatch(words);
    expect(buttons()).toEqual([]);
    cleanup();
    note(operation(kind, '2026-01-01T00:05:00Z'));
    render(<Care box={box} />);
    expect(screen.getByRole('status').textContent).toBe('');
    expect(buttons()).toEqual(['Restart the box', 'Switch the box off', 'Delete everything on this box']);
  },
);
