import type { Finding, Remedy } from '@percloud/contract/health';
import type { Caller } from '../http/caller.ts';
import { isOperator, roleIn } from '../http/may-call.ts';
import type { KeptFinding } from './findings.service.ts';

/**
 * A finding as one reader may know it; undefined: not at all. The operator is told that somebody's app is ill and which program it is,
 * but not what its owner calls it. What takes the whole box along is told to everybody, without a word about others' apps.
 */
export function viewFor(caller: Caller, finding: KeptFinding): Finding | undefined {
  const { id, check, severity, app, since, concerns, values, remedies } = finding;
  const isInside = app !== null && roleIn(caller, app.percloud) !== null;
  if (concerns === 'owner') return viewForOwner(caller, finding, finding.percloud);
  const mayKnow = isInside || isOperator(caller) || (concerns === 'everybody' && caller.kind !== 'anyone');
  if (!mayKnow) return undefined;
  const hidden = isInside || app === null ? [] : isOperator(caller) ? ['slug'] : ['slug', 'program'];
  return {
    ...{ id, check, case: finding.case, severity, since },
    percloud: concerns === 'percloud' ? app.percloud : null,
    app: isInside ? app.id : null,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.includes(name))),
    remedies: remedies.filter((remedy) => mayStart(caller, remedy)),
  };
}

function viewForOwner(caller: Caller, { id, check, severity, since, values, remedies, case: which }: KeptFinding, percloud: string) {
  if (roleIn(caller, percloud) !== 'owner') return undefined;
  return { id, check, case: which, severity, since, percloud, app: null, values, remedies };
}

/** What is an owner's is theirs to decide; what is the box's, its operator's. */
export const mayStart = (caller: Caller, { percloud }: Remedy) =>
  percloud === null ? isOperator(caller) : roleIn(caller, percloud) === 'owner';
