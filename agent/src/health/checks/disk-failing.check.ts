import type { Finding } from '@percloud/contract/health';
import { check, type Found } from '../check.ts';
import type { DiskHealth } from '../sources.ts';

/** A few places are replaced on every large disk; many in one go before the rest. */
const manyReplaced = 10;
const wornPercent = 90;
const wornOutPercent = 100;

type Case = 'failing' | 'unreadable' | 'worn-out' | 'replaced' | 'worn';
const severityOf: Record<Case, Finding['severity']> = {
  failing: 'bad',
  unreadable: 'bad',
  'worn-out': 'bad',
  replaced: 'notice',
  worn: 'notice',
};
const worstFirst = Object.keys(severityOf);

/** What disks say of themselves, by SMART. Of several disks the one to begin with. */
export const diskFailing = check<DiskHealth[]>({
  name: 'disk-failing',
  measure: ({ disks }) => disks.look(),
  decide: (disks) => {
    const [worst] = disks
      .flatMap((disk) => {
        const found = caseOf(disk);
        return found ? [{ found, disk }] : [];
      })
      .sort((a, b) => worstFirst.indexOf(a.found) - worstFirst.indexOf(b.found) || holdsData(b.disk) - holdsData(a.disk));
    return worst ? [told(worst.found, worst.disk)] : [];
  },
});

function caseOf({ smart }: DiskHealth): Case | undefined {
  const { health, unreadableSectors, replacedSectors, usedPercent } = smart;
  if (health === 'failing') return 'failing';
  if ((unreadableSectors ?? 0) > 0) return 'unreadable';
  if ((usedPercent ?? 0) >= wornOutPercent) return 'worn-out';
  if ((replacedSectors ?? 0) >= manyReplaced) return 'replaced';
  return (usedPercent ?? 0) >= wornPercent ? 'worn' : undefined;
}

const holdsData = ({ holds }: DiskHealth) => Number(holds.includes('data'));

function told(found: Case, { device, model, smart, holds }: DiskHealth): Found {
  const severity = severityOf[found];
  const counts = { unreadable: smart.unreadableSectors, replaced: smart.replacedSectors } as const;
  const count = found === 'unreadable' || found === 'replaced' ? counts[found] : null;
  return {
    case: found,
    severity,
    // Whoever has data on it should have a copy of them.
    concerns: severity === 'bad' && holds.includes('data') ? 'everybody' : 'operator',
    app: null,
    values: {
      disk: model ? `${model} (${device})` : device,
      ...(count === null ? {} : { count }),
      ...(smart.usedPercent === null ? {} : { percent: smart.usedPercent }),
    },
    remedies: [],
  };
}
