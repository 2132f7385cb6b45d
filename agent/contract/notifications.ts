import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { problemSchema } from './problems.ts';
import { computerNameSchema, timeSchema } from './words.ts';

const emailSchema = z.email('is not an e-mail address').max(254, 'is longer than 254 characters');
const oneLine = z.string().regex(/^[^\r\n\0]*$/, 'is more than one line');

/** Where the box hands in its mail, as any mail program does. Never without encryption: from the beginning on port 465, else by STARTTLS. */
export const mailAccountSchema = z.strictObject({
  host: computerNameSchema,
  port: z.number().int().min(1).max(65_535),
  user: oneLine.min(1, 'is missing').max(254),
  /** Whose mail it is. */
  from: emailSchema,
});
export type MailAccount = z.infer<typeof mailAccountSchema>;

export const outgoingMailSchema = z.object({
  /** Null: the box sends no mail. The password is told to nobody. */
  account: mailAccountSchema.nullable(),
  /** Why the last message could not be handed in, until one can. */
  lastProblem: z.object({ problem: problemSchema, at: timeSchema }).nullable(),
});
export type OutgoingMail = z.infer<typeof outgoingMailSchema>;

export const noticesSchema = z.object({
  /** Where what needs this person is told; null: in the panel alone. */
  email: z.string().nullable(),
  /** The box has an account to send mail with. */
  boxCanSend: z.boolean(),
  lastProblem: outgoingMailSchema.shape.lastProblem,
});
export type Notices = z.infer<typeof noticesSchema>;

export const notificationEndpoints = {
  getOutgoingMail: endpoint('GET', '/outgoing-mail', {
    role: 'operator',
    summary: 'The account the box sends mail with.',
    response: outgoingMailSchema,
  }),
  setOutgoingMail: endpoint('PUT', '/outgoing-mail', {
    role: 'operator',
    summary: 'Signs in to the mail server and, if that works, keeps the account.',
    body: mailAccountSchema.extend({ password: oneLine.min(1, 'is missing').max(500) }),
    response: outgoingMailSchema,
  }),
  removeOutgoingMail: endpoint('DELETE', '/outgoing-mail', {
    role: 'operator',
    summary: 'Forgets the account. People keep their choice; nothing is sent.',
  }),
  getNotices: endpoint('GET', '/me/notices', {
    role: 'person',
    summary: 'Whether what needs the caller is told by e-mail as well.',
    response: noticesSchema,
  }),
  setNotices: endpoint('PUT', '/me/notices', {
    role: 'person',
    summary: 'Chooses the address, and sends a first message there; null: none any more.',
    body: z.strictObject({ email: emailSchema.nullable() }),
    response: noticesSchema,
  }),
};
