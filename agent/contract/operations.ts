import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { problemSchema } from './problems.ts';
import { idSchema, timeSchema } from './words.ts';

export const operationStatuses = ['queued', 'running', 'undoing', 'succeeded', 'failed', 'cancelled', 'undo-failed'] as const;
export type OperationStatus = (typeof operationStatuses)[number];
export const isOver = (status: OperationStatus) => !['queued', 'running', 'undoing'].includes(status);

export const operationKinds = [
  'app.install',
  'app.upgrade',
  'app.rollback',
  'app.configure',
  'app.start',
  'app.stop',
  'app.restart',
  'app.remove',
  'app.restore',
  'app.delete',
  'app.thin-snapshots',
  'backup.make',
  'backup.drill',
  'backup.mend',
  'backup.bring-back',
  'backup.bring-beside',
  'backup.put-back',
  'box.make-room',
  'box.scrub',
  'box.set-clock',
  'box.renew-certificates',
  'box.restart',
  'box.switch-off',
  'box.factory-reset',
  'box.open-ssh',
  'box.close-ssh',
  'catalog.refresh',
  'person.reset-password',
] as const;
export type OperationKind = (typeof operationKinds)[number];

export const stepSchema = z.object({
  /** English, stable: `pull images`. The panel translates it by name. */
  name: z.string(),
  status: z.enum(['pending', 'running', 'done', 'failed', 'undoing', 'undone', 'undo-failed']),
  startedAt: timeSchema.optional(),
  endedAt: timeSchema.optional(),
});

export const progressSchema = z.object({
  doneBytes: z.number().int().nonnegative(),
  totalBytes: z.number().int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
  /** Why it stands still for now. */
  standsStillFor: z.enum(['hot', 'battery', 'metered']).optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/**
 * Units stand at the end of the names: `freedBytes`. An upgrade that could not be rehearsed says by how much memory was short:
 * `memoryMissingBytes`.
 */
export const outcomeSchema = z.record(z.string(), z.number());

/** A change that takes time. It survives power cuts: every step is journalled before it runs. */
export const operationSchema = z.object({
  id: idSchema,
  kind: z.enum(operationKinds),
  /** What it is about, for a title: the app's id, its slug and its catalog id. */
  subject: z.object({
    app: idSchema.optional(),
    slug: z.string().optional(),
    catalogApp: z.string().optional(),
    version: z.string().optional(),
  }),
  percloud: idSchema.nullable(),
  status: z.enum(operationStatuses),
  steps: z.array(stepSchema),
  /** Of the step that is running, where it can be counted. */
  progress: progressSchema.nullable(),
  problem: problemSchema.nullable(),
  /** What it came to, for the sentence about its end: `freedBytes`. */
  outcome: outcomeSchema.optional(),
  /** True until the point of no return is passed. */
  cancellable: z.boolean(),
  startedBy: z.object({ person: idSchema.nullable(), name: z.string() }),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

export const operationEndpoints = {
  listOperations: endpoint('GET', '/operations', {
    role: 'person',
    summary: 'Operations, newest first, live ones included.',
    query: z.object({
      app: idSchema.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: timeSchema.optional(),
    }),
    response: z.array(operationSchema),
  }),
  getOperation: endpoint('GET', '/operations/:operation', {
    role: 'person',
    summary: 'One operation.',
    params: z.object({ operation: idSchema }),
    response: operationSchema,
  }),
  cancelOperation: endpoint('POST', '/operations/:operation/cancel', {
    role: 'person',
    summary: 'Stops an operation and undoes what it did. Needs owner or helper of its percloud, or operator.',
    params: z.object({ operation: idSchema }),
    response: operationSchema,
    status: 202,
  }),
  retryUndo: endpoint('POST', '/operations/:operation/cleanup', {
    role: 'person',
    summary: 'Tries again to undo an operation that ended as undo-failed.',
    params: z.object({ operation: idSchema }),
    response: operationSchema,
    status: 202,
  }),
};
