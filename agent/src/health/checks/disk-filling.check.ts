import type { Finding, Remedy } from '@percloud/contract/health';
import { check, type Found } from '../check.ts';

interface DiskState {
  totalBytes: number;
  freeBytes: number;
  /** At the pace of the last days; undefined: can't be foretold. */
  fullInDays: number | undefined;
}

const gb = 1e9;
/** So little that the next thing somebody keeps may not fit. */
const fullBytes = 32 * 1024 ** 2;
const remedies: Remedy[] = [{ name: 'make-room', kind: 'box.make-room', percloud: null }];

export const diskFilling = check<DiskState>({
  name: 'disk-filling',
  measure: ({ disk }) => ({ ...disk.now(), fullInDays: disk.fullInDays() }),
  decide: (disk, isTold) => {
    const { totalBytes, freeBytes, fullInDays = Number.POSITIVE_INFINITY } = disk;
    const found = (name: string, severity: Finding['severity'], values: Finding['values'] = {}): Found[] => [
      { case: name, severity, concerns: 'everybody', app: null, values: { freeBytes, totalBytes, ...values }, remedies },
    ];
    const foretold = { count: Math.max(Math.round(fullInDays), 1) };
    if (freeBytes < fullBytes || isBelow(disk, 0.01, gb)) return found('full', 'bad');
    if (fullInDays < 2) return found('forecast', 'bad', foretold);
    if (isBelow(disk, 0.03, 5 * gb)) return found('low', 'bad');
    if (isBelow(disk, isTold() ? 0.125 : 0.1, 20 * gb)) return found('low', 'notice');
    return fullInDays < (isTold() ? 21 : 14) ? found('forecast', 'notice', foretold) : [];
  },
});

/** A tenth of a card is little, a tenth of a large disk is plenty. */
const isBelow = ({ totalBytes, freeBytes }: DiskState, share: number, mostBytes: number) =>
  freeBytes < Math.min(totalBytes * share, mostBytes);
