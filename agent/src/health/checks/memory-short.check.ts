import { check, type Found } from '../check.ts';
import type { MemoryState } from '../sources.ts';

const shortPercent = 10;
const shortShare = 0.04;
/** Over when clearly below: a box at the edge is not to be told of again and again. */
const easePercent = 3;
const easeShare = 0.08;

/** Everything is slow, or the kernel ends what takes most. Which app to do without is its owner's decision. */
export const memoryShort = check({
  name: 'memory-short',
  patienceMs: 60_000,
  measure: ({ memory }) => memory.look(),
  decide: (state, isTold) => (isShort(state, isTold()) ? [found(state)] : []),
});

const isShort = ({ waitingPercent, availableShare }: MemoryState, isTold: boolean) =>
  (waitingPercent ?? 0) > (isTold ? easePercent : shortPercent) || availableShare < (isTold ? easeShare : shortShare);

function found({ biggest }: MemoryState): Found {
  const common = { severity: 'bad', concerns: 'everybody' } as const;
  if (!biggest) return { ...common, case: 'short', app: null, values: {}, remedies: [] };
  const { id, percloud, slug } = biggest.app;
  return {
    ...common,
    case: 'named',
    app: { id, percloud },
    values: { slug, program: biggest.program, memoryBytes: biggest.bytes },
    remedies: [{ name: 'stop-app', kind: 'app.stop', percloud }],
  };
}
