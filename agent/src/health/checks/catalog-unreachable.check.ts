import { check, type Found } from '../check.ts';

interface CatalogReach {
  /** Null: never. */
  reachedAt: string | null;
  /** Whether the last try failed. */
  isFailing: boolean;
  now: number;
}

const longMs = 24 * 3_600_000;

/** A catalog that is away for an hour is nobody's concern; after a day security updates may be missing. */
export const catalogUnreachable = check({
  name: 'catalog-unreachable',
  measure: ({ catalog }) => {
    const { reachedAt, problem } = catalog.standing();
    return { reachedAt, isFailing: problem !== null, now: Date.now() };
  },
  decide: ({ reachedAt, isFailing, now }: CatalogReach): Found[] => {
    const isLong = reachedAt === null || now - Date.parse(reachedAt) > longMs;
    if (!isFailing || !isLong) return [];
    return [
      {
        case: reachedAt === null ? 'never' : 'lately',
        severity: 'notice',
        concerns: 'operator',
        app: null,
        values: reachedAt === null ? {} : { whenAt: reachedAt },
        remedies: [{ name: 'refresh-catalog', kind: 'catalog.refresh', percloud: null }],
      },
    ];
  },
});
