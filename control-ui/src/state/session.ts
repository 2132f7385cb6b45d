import type { Me, Percloud } from '@percloud/contract/people';
import { computed, signal } from '@preact/signals';
import { call, ProblemError } from '../api.ts';
import { speak } from '../i18n/i18n.ts';

/** Where the visitor stands; decides which pages there are. */
export type Standing =
  | { kind: 'arriving' }
  | { kind: 'unreachable' }
  /** `operator`: who looks after the box already, while its percloud waits for its owner. */
  | { kind: 'unclaimed'; operator: string | null }
  | { kind: 'signed-out' }
  | { kind: 'signed-in'; me: Me };

export const standing = signal<Standing>({ kind: 'arriving' });
export const me = computed(() => (standing.value.kind === 'signed-in' ? standing.value.me : undefined));
/** The screens show one percloud: the person's own. */
export const percloud = computed<Percloud | undefined>(
  () => me.value?.perclouds.find(({ role }) => role === 'owner') ?? me.value?.perclouds[0],
);
/** Whether the person looks after the box; may be somebody else than its owners. */
export const isOperator = computed(() => me.value?.grants.some(({ role }) => role === 'operator') ?? false);
/** Somebody who looks after a box of others: no app here is theirs, and none can be installed by them. */
export const onlyLooksAfter = computed(() => isOperator.value && percloud.value === undefined);
/** Whether to offer changes. The agent decides; this only spares people buttons that would be refused. */
export const mayChange = computed(() => percloud.value?.role === 'owner');

const retryMs = 2_000;

/** Asks who we are; while nobody answers, asks again. */
export async function arrive(): Promise<void> {
  try {
    await welcome(await call('getMe'));
  } catch (error) {
    const after = await standingAfter(error);
    // Somebody signed in keeps the page they are on; the events try again by themselves.
    if (after.kind === 'unreachable' && me.peek()) return;
    standing.value = after;
    if (after.kind === 'unreachable') setTimeout(arrive, retryMs);
  }
}

/** After a claim, a sign-in, or a change of the account. */
export async function welcome(person: Me) {
  await speak(person.language);
  standing.value = { kind: 'signed-in', me: person };
}

export async function signOut() {
  await call('signOut');
  leave();
}

export function leave() {
  standing.value = { kind: 'signed-out' };
}

async function standingAfter(error: unknown): Promise<Standing> {
  if (!(error instanceof ProblemError) || error.problem.code !== 'not-signed-in') return { kind: 'unreachable' };
  try {
    const greeting = await call('getGreeting');
    const { claimed, operator } = greeting;
    return claimed && operator === null ? { kind: 'signed-out' } : { kind: 'unclaimed', operator };
  } catch {
    return { kind: 'unreachable' };
  }
}
