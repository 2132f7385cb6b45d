import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { idSchema, languageSchema, percloudSlugSchema, timeSchema } from './words.ts';

/** At least 10 characters; the agent also refuses the very common ones. */
export const passwordSchema = z.string().min(10, 'needs at least 10 characters').max(200, 'is longer than 200 characters');
/** What a person signs in with: lower case, so that phones' capital first letters don't matter. */
export const personNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{0,29}$/, 'starts with a letter; letters, digits, dot, dash, underscore; 30 at most');
export const displayNameSchema = z.string().trim().min(1, 'is missing').max(60, 'is longer than 60 characters');

export const grantSchema = z.object({
  role: z.enum(['operator', 'owner', 'member', 'helper']),
  /** Null: the box itself (operator). */
  percloud: idSchema.nullable(),
  endsAt: timeSchema.nullable(),
});
export type Grant = z.infer<typeof grantSchema>;

export const percloudSchema = z.object({
  id: idSchema,
  slug: percloudSlugSchema,
  name: z.string(),
  /** What the caller may do in it. */
  role: z.enum(['owner', 'helper', 'member']),
});
export type Percloud = z.infer<typeof percloudSchema>;

export const meSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  language: languageSchema,
  grants: z.array(grantSchema),
  perclouds: z.array(percloudSchema),
  /** When somebody last set this password anew at the box itself. Forgotten with the list of operations. */
  passwordResetAt: timeSchema.nullable(),
});
export type Me = z.infer<typeof meSchema>;

export const sessionSchema = z.object({
  id: idSchema,
  current: z.boolean(),
  /** For people: "Firefox on Linux". */
  device: z.string(),
  address: z.string(),
  createdAt: timeSchema,
  lastUsedAt: timeSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** How somebody who is at the box asks for a reset code: at its screen, by a file on its config partition, or on its command line. */
export const resetWaySchema = z.enum(['screen', 'file', 'command']);
export type ResetWay = z.infer<typeof resetWaySchema>;

export const peopleEndpoints = {
  getGreeting: endpoint('GET', '/greeting', {
    role: 'anyone',
    summary: 'What a visitor may know: whether the box is claimed, and its names.',
    response: z.object({
      claimed: z.boolean(),
      /** Who looks after the box, while its first percloud waits to be claimed by its owner; null: nobody is awaited. */
      operator: z.string().nullable(),
      signedIn: z.boolean(),
      hostname: z.string(),
      version: z.string(),
      language: languageSchema,
    }),
  }),
  claim: endpoint('POST', '/claim', {
    role: 'anyone',
    summary:
      'The first person types the claim code and becomes owner of the first percloud, and operator of the box unless it has one. Signs in.',
    body: z.strictObject({
      code: z.string().min(1).max(40),
      name: personNameSchema,
      displayName: displayNameSchema,
      percloudName: displayNameSchema.optional(),
      /** Default: made from the name. */
      percloud: percloudSlugSchema.optional(),
      language: languageSchema,
      password: passwordSchema,
    }),
    response: meSchema,
    status: 201,
  }),
  signIn: endpoint('POST', '/session', {
    role: 'anyone',
    summary: 'Signs in; sets the session cookie.',
    body: z.strictObject({ name: personNameSchema, password: z.string().min(1).max(200) }),
    response: meSchema,
    status: 201,
  }),
  signOut: endpoint('DELETE', '/session', { role: 'person', summary: 'Signs this browser out.' }),
  getMe: endpoint('GET', '/me', { role: 'person', summary: 'The person who is signed in.', response: meSchema }),
  updateMe: endpoint('PATCH', '/me', {
    role: 'person',
    summary: 'Changes display name or language.',
    body: z.strictObject({ displayName: displayNameSchema.optional(), language: languageSchema.optional() }),
    response: meSchema,
  }),
  changePassword: endpoint('PUT', '/me/password', {
    role: 'person',
    summary: 'Changes the password; every other session ends.',
    body: z.strictObject({ current: z.string().min(1).max(200), next: passwordSchema }),
  }),
  listSessions: endpoint('GET', '/me/sessions', {
    role: 'person',
    summary: 'Where this person is signed in.',
    response: z.array(sessionSchema),
  }),
  endSession: endpoint('DELETE', '/me/sessions/:session', {
    role: 'person',
    summary: 'Signs one other browser out.',
    params: z.object({ session: idSchema }),
  }),
  endAllSessions: endpoint('DELETE', '/me/sessions', { role: 'person', summary: 'Signs out everywhere, this browser included.' }),
  /** For root's command line: a person who lost their password. */
  resetPassword: endpoint('PUT', '/people/:person/password', {
    role: 'root',
    summary: 'Sets a new password for a person (by name). Ends their sessions.',
    params: z.object({ person: personNameSchema }),
    body: z.strictObject({ next: passwordSchema }),
  }),
  resetPasswordWithCode: endpoint('POST', '/password-reset', {
    role: 'anyone',
    summary: 'A person who was at the box and got a reset code there sets a new password. Ends their sessions, and signs in.',
    body: z.strictObject({ code: z.string().min(1).max(40), name: personNameSchema, password: passwordSchema }),
    response: meSchema,
    status: 201,
  }),
  makeResetCode: endpoint('POST', '/reset-code', {
    role: 'root',
    summary: 'A code with which one person sets a new password, once. The one before is void.',
    body: z.strictObject({ way: resetWaySchema }),
    response: z.object({ code: z.string(), endsAt: timeSchema }),
    status: 201,
  }),
  getResetCode: endpoint('GET', '/reset-code', {
    role: 'root',
    summary: 'How the reset code that is good now was asked for, and until when it is; never the code itself. Null when there is none.',
    response: z.object({ good: z.object({ way: resetWaySchema, endsAt: timeSchema }).nullable() }),
  }),
  getClaimCode: endpoint('GET', '/claim-code', {
    role: 'root',
    summary: 'The code that claims this box or, where it has an operator, its first percloud; null once that was done.',
    response: z.object({ code: z.string().nullable() }),
  }),
  listPerclouds: endpoint('GET', '/perclouds', {
    role: 'person',
    summary: 'The perclouds the caller has a grant on; root sees all.',
    response: z.array(percloudSchema),
  }),
};
