import type { Operation } from '@percloud/contract/operations';

/** Where the time goes, for whoever makes it faster: `npm run bench -- --steps`. */
export function tellSteps({ kind, createdAt, steps }: Operation) {
  if (!process.argv.includes('--steps')) return;
  const times = steps.map(({ name, startedAt = '', endedAt = '' }) => {
    const from = Date.parse(startedAt);
    return `${name} ${from - Date.parse(createdAt)}+${Date.parse(endedAt) - from}`;
  });
  console.error(`${kind}: ${times.join(', ')}`);
}
