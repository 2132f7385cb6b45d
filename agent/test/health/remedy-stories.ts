import type { OperationKind } from '@percloud/contract/operations';

/** Every step of the operations that only mend findings, up to the one from where it goes forward alone. See apps/matrix.ts for all others. */
export const remedyStories: { kind: OperationKind; before: string[]; after: string[] }[] = [
  { kind: 'app.thin-snapshots', before: ['forget older snapshots'], after: ['remove older snapshots', 'clean up'] },
  {
    kind: 'box.make-room',
    before: [
      'look at what is free',
      'remove forgotten downloads',
      'remove old snapshots',
      'remove unused images',
      'look at what was gained',
    ],
    after: [],
  },
  { kind: 'box.scrub', before: ['look at the disk', 'read the whole disk', 'count errors anew'], after: [] },
  {
    kind: 'box.renew-certificates',
    before: ['make new certificates', 'put them in place', 'show them to visitors', 'commit'],
    after: ['clean up'],
  },
  { kind: 'catalog.refresh', before: ['read the catalog'], after: [] },
  // Only on a box: a developer's machine keeps its clock itself.
  { kind: 'box.set-clock', before: ['ask for the time', 'set the clock'], after: [] },
];
