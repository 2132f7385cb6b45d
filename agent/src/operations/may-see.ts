import type { Operation } from '@percloud/contract/operations';
import type { Caller } from '../http/caller.ts';
import { isOperator, roleIn } from '../http/may-call.ts';

/** Operations on a percloud belong to who holds a grant on it; those of the box to its operators, and to who started them. */
export function maySee(caller: Caller, { percloud, startedBy }: Pick<Operation, 'percloud' | 'startedBy'>): boolean {
  if (percloud !== null) return roleIn(caller, percloud) !== null;
  return isOperator(caller) || (caller.kind === 'person' && caller.id === startedBy.person);
}

/** Cancelling and cleaning up: owner or helper of the percloud, or the box's operator for what is the box's. */
export function maySteer(caller: Caller, { percloud }: Pick<Operation, 'percloud'>): boolean {
  if (percloud === null) return isOperator(caller);
  const role = roleIn(caller, percloud);
  return role === 'owner' || role === 'helper';
}
