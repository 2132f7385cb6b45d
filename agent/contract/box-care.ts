import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { operationSchema } from './operations.ts';

export const sshAccessSchema = z.object({
  /** Whose owner may come in; none: SSH is off. `fingerprint` as every SSH program shows it, `SHA256:…`. */
  keys: z.array(z.object({ type: z.string(), fingerprint: z.string(), comment: z.string() })),
});
export type SshAccess = z.infer<typeof sshAccessSchema>;

/** What an operator does with the box itself. On somebody's own computer all that starts something answers `no-box`. */
export const boxCareEndpoints = {
  restartBox: endpoint('POST', '/box/restart', {
    role: 'operator',
    summary: 'Restarts the box. The operation ends once it has started again.',
    response: operationSchema,
    status: 202,
  }),
  switchOffBox: endpoint('POST', '/box/switch-off', {
    role: 'operator',
    summary: 'Switches the box off. The operation ends when somebody has switched it on again.',
    response: operationSchema,
    status: 202,
  }),
  resetBox: endpoint('POST', '/box/factory-reset', {
    role: 'operator',
    summary: 'Deletes all people, perclouds, apps and data on the box, for good, and starts it as a new one. Wants its name typed.',
    body: z.strictObject({ name: z.string().max(100) }),
    response: operationSchema,
    status: 202,
  }),
  getSshAccess: endpoint('GET', '/box/ssh', {
    role: 'operator',
    summary: 'Whether SSH is on, and for which keys.',
    response: sshAccessSchema,
  }),
  openSsh: endpoint('PUT', '/box/ssh', {
    role: 'operator',
    summary: 'Switches SSH on for who has the private half of this key. Replaces the key before.',
    body: z.strictObject({ key: z.string().max(20_000) }),
    response: operationSchema,
    status: 202,
  }),
  closeSsh: endpoint('DELETE', '/box/ssh', {
    role: 'operator',
    summary: 'Switches SSH off and forgets the key.',
    response: operationSchema,
    status: 202,
  }),
  getOwnerCode: endpoint('GET', '/box/owner-code', {
    role: 'operator',
    summary: 'The code by which the owner of the first percloud claims it, where an operator has claimed the box; null: nobody is awaited.',
    response: z.object({ code: z.string().nullable() }),
  }),
};
