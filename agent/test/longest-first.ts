import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short to read and long to run: begun last, one of them would keep a single core busy at the end. Those that mostly wait stand between. */
const long = [
  'sequences/sequences',
  'apps/crash',
  'backups/schedule',
  'notifications/notices',
  'apps/automatic-updates',
  'app-catalog/test/restore',
  'backups/mend',
  'backups/interrupted',
  'backups/backup',
  'health/ill-apps',
  'health/tellings',
  'app-catalog/test/reproducible',
  'apps/crash-long',
  'health/remedies-crash',
  'health/disk-errors',
  'control-ui/test/backups',
  'control-ui/test/trouble',
  'control-ui/test/findings',
];

/** A fresh checkout does not know yet how long its tests take. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return place === -1 ? long.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
