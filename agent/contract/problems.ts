import { z } from 'zod';
import { backupProblems } from './backup-problems.ts';
import { settingRules } from './check-settings.ts';

/**
 * Everything that can go wrong in a person's words, RFC 9457. `title` says what happened, `remedy` what to do.
 * {braces} are filled from the problem's `values`; the panel translates by code and fills the same values.
 */
export const problems = {
  'bad-input': {
    status: 400,
    title: 'Something in what was sent is not right.',
    remedy: 'Correct the fields that are marked and try again.',
  },
  'malformed-json': {
    status: 400,
    title: 'The request could not be read.',
    remedy: 'Try again. If you wrote the request yourself: it is not valid JSON.',
  },
  'too-large': { status: 413, title: 'That is too large to be accepted.', remedy: 'Send less at once.' },
  'unsupported-type': { status: 415, title: 'The request is in a format the box does not read.', remedy: 'Send JSON.' },
  'not-found': { status: 404, title: 'There is nothing here.', remedy: 'It may have been removed. Go back to the start page.' },
  'app-not-found': { status: 404, title: 'This app is not installed.', remedy: 'Look at the list of your apps; it may be in the bin.' },
  'catalog-app-not-found': {
    status: 404,
    title: 'No app called “{app}” is in the catalog.',
    remedy: 'Look at the catalog for the apps there are.',
  },
  'release-not-found': {
    status: 404,
    title: 'The catalog has no version {version} of this app.',
    remedy: 'Choose one of the versions in the catalog.',
  },
  'snapshot-not-found': {
    status: 404,
    title: 'That point in time is no longer kept.',
    remedy: 'Choose another one from the app’s history.',
  },
  'finding-gone': {
    status: 404,
    title: 'This is no longer so.',
    remedy: 'Look at the start page: it shows what needs you now.',
  },
  'operation-not-found': { status: 404, title: 'There is no such operation.', remedy: 'Look at the list of activities.' },
  'not-signed-in': { status: 401, title: 'You are not signed in.', remedy: 'Sign in and try again.' },
  'wrong-password': { status: 401, title: 'Name or password is not right.', remedy: 'Check both and try again.' },
  'not-allowed': { status: 403, title: 'You may not do this.', remedy: 'Ask the owner of this percloud, or the operator of the box.' },
  'wrong-origin': {
    status: 403,
    title: 'This request came from another web site and was refused.',
    remedy: 'Open the panel itself and try there.',
  },
  'too-many-tries': { status: 429, title: 'Too many tries.', remedy: 'Wait {seconds} seconds and try again.' },
  'wrong-claim-code': {
    status: 403,
    title: 'This is not the claim code of this box.',
    remedy: 'Type the code shown when the box started. Letters and digits only; dashes don’t matter.',
  },
  'mail-server-unreachable': {
    status: 502,
    title: 'The mail server {host} does not answer.',
    remedy: 'Compare its name and port with what your mail provider says, and look whether the box is on the internet.',
  },
  'mail-server-untrusted': {
    status: 502,
    title: 'The mail server {host} can’t prove who it is, or does not encrypt.',
    remedy: 'Nothing was sent to it. Compare its name and port with what your mail provider says.',
  },
  'mail-server-refused': {
    status: 409,
    title: 'The mail server {host} does not let the box in.',
    remedy: 'Check user name and password. Many providers want a password of its own for each program: make one there.',
  },
  'mail-sender-refused': {
    status: 409,
    title: 'The mail server {host} does not let the box send from this address.',
    remedy: 'Most providers only take the address of the account itself. Its operator can change it on the page about the box.',
  },
  'mail-address-refused': {
    status: 409,
    title: 'The mail server {host} did not take the message for this address.',
    remedy: 'Check the address, letter by letter.',
  },
  'mail-failed': {
    status: 502,
    title: 'The mail server {host} did not take the message.',
    remedy: 'Try again later. If it goes on, the box’s log says why.',
  },
  'no-outgoing-mail': {
    status: 409,
    title: 'The box has no account to send mail with.',
    remedy: 'Its operator can give it one on the page about the box.',
  },
  'no-box': {
    status: 409,
    title: 'There is no box to do this with: here Percloud is a program on somebody’s computer.',
    remedy: 'Do it with the computer’s own means.',
  },
  'wrong-box-name': { status: 400, title: 'This is not the name of the box.', remedy: 'Type its name as the page about the box shows it.' },
  'system-refused': {
    status: 500,
    title: 'The system of the box could not do this.',
    remedy: 'Try again. If it happens again, restart the box or pull its plug for a moment.',
  },
  'ssh-key-private': {
    status: 400,
    title: 'This is a private key, which nobody but you should ever see.',
    remedy: 'Nothing of it was kept. Paste the public one: it ends in “.pub” and begins with “ssh-”.',
  },
  'ssh-key-putty': {
    status: 400,
    title: 'This key is in the format of PuTTY.',
    remedy: 'Open it in PuTTYgen and copy what stands at the top, under “Public key for pasting into OpenSSH”.',
  },
  'ssh-key-several': { status: 400, title: 'This is more than one line.', remedy: 'Paste one public key, as one line.' },
  'ssh-key-weak': {
    status: 400,
    title: 'This key is too short to be safe.',
    remedy: 'Make a new one with “ssh-keygen -t ed25519”, and paste its public half.',
  },
  'ssh-key-unreadable': {
    status: 400,
    title: 'This is not a public key that SSH understands.',
    remedy: 'Paste the whole line of a file that ends in “.pub”: it begins with “ssh-ed25519”, “ecdsa-sha2-”, “ssh-rsa” or “sk-”.',
  },
  'already-claimed': { status: 409, title: 'This box already has an owner.', remedy: 'Sign in instead.' },
  'wrong-reset-code': {
    status: 403,
    title: 'This code is not right, or no longer good.',
    remedy: 'Type it as it is shown at the box; dashes don’t matter. It works once: get another one at the box if you need it.',
  },
  'unknown-name': {
    status: 404,
    title: 'Nobody signs in with this name here.',
    remedy: 'Type the name you sign in with. Your code is still good.',
  },
  'weak-password': {
    status: 400,
    title: 'This password is too easy to guess.',
    remedy: 'Use at least 10 characters; a few unrelated words are good.',
  },
  'name-taken': { status: 409, title: 'The name “{name}” is already used.', remedy: 'Choose another name.' },
  busy: {
    status: 409,
    title: 'Something else is being done with this app.',
    remedy: 'Wait until it is finished, or cancel it, then try again.',
  },
  'not-cancellable': { status: 409, title: 'This can no longer be cancelled.', remedy: 'Wait until it is finished.' },
  'wrong-state': { status: 409, title: 'This is not possible right now.', remedy: '{hint}' },
  'nothing-newer': { status: 409, title: 'This app is up to date.', remedy: 'Nothing needs to be done.' },
  'consent-needed': {
    status: 409,
    title: 'The new version wants to do more than the old one.',
    remedy: 'Look at what it wants, and say yes if you agree.',
  },
  'confirm-name': { status: 400, title: 'The name typed is not the name of what would be deleted.', remedy: 'Type “{name}” exactly.' },
  'catalog-unreachable': {
    status: 503,
    title: 'The catalog can’t be reached.',
    remedy: 'Check the Internet connection. Your apps keep running; try again later.',
  },
  'catalog-bad-address': {
    status: 400,
    title: '“{address}” is not the address of a catalog.',
    remedy: 'It begins with https:// and has no name or password in it. Nothing was changed.',
  },
  'catalog-unsigned': {
    status: 502,
    title: 'The catalog is not signed.',
    remedy: 'Nothing of it was used. Tell whoever publishes it.',
  },
  'catalog-key-differs': {
    status: 502,
    title: 'The catalog is not signed with the key this box knows.',
    remedy:
      'Nothing of it was used; what was known before stays. Somebody altered it, the key was mistyped, or its publisher has a new one. Ask them in a way you trust; then remove the catalog here and add it again with the new key.',
  },
  'catalog-wrong-machine': {
    status: 502,
    title: 'The catalog is for {theirs} machines, and this one is {ours}.',
    remedy: 'Nothing was changed. Ask its publisher for the address for {ours}.',
  },
  'catalog-older': {
    status: 502,
    title: 'The catalog is number {number}, and this box already knows number {known}.',
    remedy: 'What was known before stays: nobody can bring back an old version with a known hole. Tell whoever publishes it.',
  },
  'catalog-contradicts': {
    status: 502,
    title: 'There are two different catalogs with number {number}.',
    remedy: 'What was known before stays. Tell whoever publishes it.',
  },
  'catalog-not-understood': {
    status: 502,
    title: 'This box does not understand the catalog.',
    remedy: 'What was known before stays. The box may need an update first; otherwise tell whoever publishes the catalog.',
  },
  'catalog-too-large': {
    status: 502,
    title: 'The catalog is too large.',
    remedy: 'Nothing of it was used. Tell whoever publishes it.',
  },
  'catalog-not-found': {
    status: 404,
    title: 'This box has no such catalog.',
    remedy: 'Look at where its apps come from, in the settings.',
  },
  'catalog-known': {
    status: 409,
    title: 'This catalog is already here: {name}.',
    remedy: 'Nothing needs to be done.',
  },
  'catalog-known-by-another-key': {
    status: 409,
    title: 'The catalog at this address is already here, with another key.',
    remedy:
      'A new key may mean another publisher. Only if they told you in a way you trust: remove the catalog first, then add it with the new key. Apps installed from it stay, but get updates only from the old key.',
  },
  'too-many-catalogs': {
    status: 409,
    title: 'This box has {limit} catalogs of others already.',
    remedy: 'Remove one you don’t need first.',
  },
  'publisher-differs': {
    status: 409,
    title: 'This app comes from somebody other than you were told: from {publisher}.',
    remedy: 'Look at its page again: it says who vouches for it. Nothing was installed.',
  },
  'catalog-gone': {
    status: 409,
    title: 'The catalog this app came from is no longer on this box.',
    remedy: 'Your app and its data stay as they are. Add that catalog again to get more from it.',
  },
  'image-unreachable': {
    status: 503,
    title: 'The app could not be downloaded.',
    remedy: 'Check the Internet connection and try again; what was already downloaded is kept.',
  },
  'image-damaged': {
    status: 502,
    title: 'A part of the app arrived damaged and was thrown away.',
    remedy: 'Try again. If it happens again, tell whoever publishes this catalog.',
  },
  'app-not-healthy': {
    status: 500,
    title: 'The app did not start properly.',
    remedy: 'Try again. If it happens again, look at its log under Details.',
  },
  'app-setup-failed': {
    status: 500,
    title: 'The app’s first set-up did not work.',
    remedy: 'Try again. If it happens again, look at the log under Details.',
  },
  'put-back-blocked': {
    status: 409,
    title: 'In the app as it is now, something else lies where it belongs: “{name}”.',
    remedy: 'Nothing was changed. Download it instead, and put it in by the app itself.',
  },
  'app-not-prepared': {
    status: 500,
    title: 'The app could not prepare for a backup.',
    remedy: 'Its data are saved as they are at one moment all the same. If it happens again, restart the app.',
  },
  'app-smoke-failed': {
    status: 500,
    title: 'The app started, but does not do what it is for.',
    remedy: 'Try again. If it happens again, tell whoever publishes it.',
  },
  'app-data-unreadable': {
    status: 500,
    title: 'Not all that the app holds can be read.',
    remedy:
      'Nothing was changed, and the app goes on. Look at the health of the disk; what was damaged may be whole in a backup or in the app’s history.',
  },
  'rehearsal-failed': {
    status: 500,
    title: 'The new version did not start on a copy of your data.',
    remedy: 'Nothing was changed, and the app was not touched. Wait for a newer version.',
  },
  'disk-full': {
    status: 507,
    title: 'There is not enough room on the disk.',
    remedy: 'Empty the bin or remove an app you don’t need, then try again.',
  },
  'docker-unavailable': {
    status: 503,
    title: 'The part of the box that runs apps does not answer.',
    remedy: 'Wait a minute. If it stays so, restart the box.',
  },
  'caddy-unavailable': {
    status: 503,
    title: 'The part of the box that answers the browser could not be changed.',
    remedy: 'Wait a minute and try again.',
  },
  'agent-restarting': {
    status: 503,
    title: 'The box is restarting its control panel.',
    remedy: 'Your apps keep running. Try again in a few seconds.',
  },
  cancelled: { status: 409, title: 'This was cancelled.', remedy: 'Nothing was changed. Start it again whenever you like.' },
  internal: { status: 500, title: 'The box made a mistake.', remedy: 'Try again. If it happens again, report it with the details.' },
  ...backupProblems,
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;

/** What can be wrong with a field. */
export const fieldRules = [...settingRules, 'taken', 'not-right', 'too-easy'] as const;
export const fieldRuleSchema = z.enum(fieldRules);
export type FieldRule = z.infer<typeof fieldRuleSchema>;

/** A field that was wrong: a path such as `body.settings.title`, and a sentence. The panel translates by `rule` and fills `limit`. */
export const fieldProblemSchema = z.object({
  path: z.string(),
  message: z.string(),
  rule: fieldRuleSchema.optional(),
  limit: z.union([z.string(), z.number()]).optional(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** An RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.string(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  remedy: z.string(),
  status: z.number().int(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fields: z.array(fieldProblemSchema).optional(),
});
export type ProblemDocument = z.infer<typeof problemSchema>;
