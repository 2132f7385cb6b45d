import type { Finding } from '@percloud/contract/health';
import { check } from '../check.ts';
import type { CertificateEnds } from '../sources.ts';

const dayMs = 24 * 3_600_000;
/**
 * Days before the end: from when on it is worth a look, and from when on it is urgent. Caddy makes the sites' own anew by itself when a
 * third of their week is left: on the last day that has failed.
 */
const limits = { root: [90, 14], intermediate: [30, 7], site: [1, 1] } as const;
const kinds = ['root', 'intermediate', 'site'] as const;

/** Of those that are about to end the one to begin with: what it vouches for is made anew along with it. */
export const certificateExpiring = check<CertificateEnds>({
  name: 'certificate-expiring',
  measure: ({ certificates }) => certificates.look(),
  decide: (ends) => {
    const days = (kind: (typeof kinds)[number]) => ((ends[kind] ?? Number.POSITIVE_INFINITY) - ends.now) / dayMs;
    const first = kinds.find((kind) => days(kind) < limits[kind][0]);
    if (!first) return [];
    const severity: Finding['severity'] = days(first) < limits[first][1] ? 'bad' : 'notice';
    return [
      {
        case: first,
        severity,
        concerns: 'operator',
        app: null,
        values: { endsAt: new Date(ends[first] ?? ends.now).toISOString() },
        remedies: [{ name: 'renew-certificates', kind: 'box.renew-certificates', percloud: null }],
      },
    ];
  },
});
