import type { Role } from '@percloud/contract/endpoint';
import type { Grant } from '@percloud/contract/people';
import type { Caller } from './caller.ts';

type PercloudRole = Exclude<Grant['role'], 'operator'>;
const ranks: Record<PercloudRole, number> = { member: 1, helper: 2, owner: 3 };

/** A helper's grant ends by itself. */
export const isActive = (grant: Grant, now: Date) => grant.endsAt === null || new Date(grant.endsAt) > now;

/** The strongest grant a caller holds on a percloud now. Operators hold none by being operators. */
export function roleIn(caller: Caller, percloud: string, now = new Date()): PercloudRole | null {
  if (caller.kind === 'root') return 'owner';
  if (caller.kind === 'anyone') return null;
  let strongest: PercloudRole | null = null;
  for (const { role, percloud: scope, endsAt } of caller.grants) {
    if (role === 'operator' || scope !== percloud || !isActive({ role, percloud: scope, endsAt }, now)) continue;
    if (!strongest || ranks[role] > ranks[strongest]) strongest = role;
  }
  return strongest;
}

export const isOperator = (caller: Caller, now = new Date()) =>
  caller.kind === 'root' ||
  (caller.kind === 'person' && caller.grants.some((grant) => grant.role === 'operator' && grant.percloud === null && isActive(grant, now)));

/**
 * The one rule of who may call what. A percloud the caller holds no grant on answers `not-found`, whether it exists or not, so that
 * nobody learns which perclouds live on a box.
 */
export function mayCall(
  role: Role,
  caller: Caller,
  percloud?: string,
  now = new Date(),
): 'yes' | 'not-signed-in' | 'not-allowed' | 'not-found' {
  if (caller.kind === 'root' || role === 'anyone') return 'yes';
  if (role === 'root') return 'not-allowed';
  if (caller.kind === 'anyone') return 'not-signed-in';
  if (role === 'person') return 'yes';
  if (role === 'operator') return isOperator(caller, now) ? 'yes' : 'not-allowed';
  const held = percloud === undefined ? null : roleIn(caller, percloud, now);
  if (!held) return 'not-found';
  return ranks[held] >= ranks[role] ? 'yes' : 'not-allowed';
}
