import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { operationKinds, operationSchema } from './operations.ts';
import { idSchema, timeSchema } from './words.ts';

/** A check looks at the box, a finding is what it found, a remedy is the operation that mends it. By check: the cases there are words for. */
export const checkCases = {
  'disk-filling': ['full', 'low', 'forecast'],
  'disk-failing': ['failing', 'unreadable', 'worn-out', 'replaced', 'worn'],
  'disk-errors': ['damaged', 'met', 'failures'],
  'memory-short': ['short', 'named'],
  'too-hot': ['hot', 'limit'],
  undervoltage: ['now', 'since-start'],
  'app-unhealthy': ['ill'],
  'app-restarting': ['again-and-again'],
  'name-unresolvable': ['silent', 'taken'],
  'clock-wrong': ['behind', 'ahead', 'leapt', 'before-release'],
  'clock-jumped': ['forward', 'back'],
  'certificate-expiring': ['root', 'intermediate', 'site'],
  'catalog-unreachable': ['never', 'lately'],
  'update-waiting': ['ready', 'wants-more'],
  'snapshots-large': ['large'],
  'bin-large': ['large'],
  'backup-overdue': ['none', 'never', 'late'],
  'backup-unproven': ['failed', 'untried'],
} as const;
export type CheckName = keyof typeof checkCases;
const checkNames = Object.keys(checkCases) as [CheckName, ...CheckName[]];

/** `bad`: something doesn't work, or soon will not. `notice`: worth a look when there is time. */
export const severities = ['bad', 'notice'] as const;

export const remedyNames = [
  'restart-app',
  'stop-app',
  'update-app',
  'go-back',
  'thin-snapshots',
  'make-room',
  'check-disk',
  'refresh-catalog',
  'set-clock',
  'renew-certificates',
] as const;
export type RemedyName = (typeof remedyNames)[number];

export const remedySchema = z.object({
  /** The panel has words for each. */
  name: z.enum(remedyNames),
  /** The operation it starts. */
  kind: z.enum(operationKinds),
  /** Null: of the box. Who may start it: the owner of the percloud, or the operator. */
  percloud: idSchema.nullable(),
});
export type Remedy = z.infer<typeof remedySchema>;

export const findingSchema = z.object({
  /** The same for as long as it lasts: the check, and what it is about: `app-unhealthy:<app id>`. */
  id: z.string().max(80),
  check: z.enum(checkNames),
  /** Which of the check's cases. */
  case: z.string(),
  severity: z.enum(severities),
  /** Null: about the box, told to its operator; told to everybody where all suffer (a full disk), without a remedy for who may not. */
  percloud: idSchema.nullable(),
  app: idSchema.nullable(),
  /** What the panel's words about this check are filled with: names, bytes (`…Bytes`), times (`…At`), counts. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  since: timeSchema,
  /** The best first. Only those the reader may start. */
  remedies: z.array(remedySchema),
});
export type Finding = z.infer<typeof findingSchema>;

/** One that was bad and is over since less than a day. */
export const solvedFindingSchema = findingSchema.omit({ remedies: true }).extend({ solvedAt: timeSchema });
export type SolvedFinding = z.infer<typeof solvedFindingSchema>;

/** Room on the disk that holds people's data, in bytes. */
export const roomSchema = z.object({
  totalBytes: z.number().int().nonnegative(),
  freeBytes: z.number().int().nonnegative(),
  /** Since when the apps' numbers hold at least: measuring is work for the disk, so it is done after operations and else seldom. Null: not yet. */
  measuredAt: timeSchema.nullable(),
  /** Apps of the reader's perclouds that were measured. `snapshotsBytes`, beside `bytes`: what only their snapshots still hold. */
  apps: z.array(z.object({ app: idSchema, bytes: z.number().int(), snapshotsBytes: z.number().int() })),
  /** Everything else: the system, other people's perclouds. */
  otherBytes: z.number().int().nonnegative(),
});
export type Room = z.infer<typeof roomSchema>;

export const healthEndpoints = {
  listFindings: endpoint('GET', '/findings', {
    role: 'person',
    summary: 'What needs attention, the worst first; only what the caller may know.',
    response: z.array(findingSchema),
  }),
  listSolvedFindings: endpoint('GET', '/findings/solved', {
    role: 'person',
    summary: 'What was bad and is over since less than a day, the newest first; only what the caller may know.',
    response: z.array(solvedFindingSchema),
  }),
  applyRemedy: endpoint('POST', '/findings/:finding/remedies/:remedy', {
    role: 'person',
    summary: 'Starts the operation that mends a finding. Needs owner of its percloud, or operator of the box.',
    params: z.object({ finding: findingSchema.shape.id, remedy: remedySchema.shape.name }),
    response: operationSchema,
    status: 202,
  }),
  scrubDisk: endpoint('POST', '/disk/scrub', {
    role: 'operator',
    summary: 'Reads everything on the disk that holds people’s data and compares it with its checksums.',
    response: operationSchema,
    status: 202,
  }),
  getRoom: endpoint('GET', '/room', { role: 'person', summary: 'Room on the disk, by app.', response: roomSchema }),
};
