import type { OperationKind } from '@percloud/contract/operations';

/** Every step of the operations on a box itself. What stops one is tried in `image/test`; the machine of a developer stays on. */
export const boxStories: { kind: OperationKind; before: string[]; after: string[] }[] = [
  { kind: 'box.restart', before: ['see which start this is', 'restart the box'], after: [] },
  { kind: 'box.switch-off', before: ['see which start this is', 'switch the box off'], after: [] },
  { kind: 'box.factory-reset', before: ['see which start this is', 'make all data anew'], after: [] },
  { kind: 'box.open-ssh', before: ['see whose key is there', 'keep the key', 'open the door for it'], after: [] },
  { kind: 'box.close-ssh', before: ['forget the key', 'shut the door'], after: [] },
];
