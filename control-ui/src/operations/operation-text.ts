import type { Operation, OperationKind } from '@percloud/contract/operations';
import { fillValues } from '../i18n/fill-values.ts';
import { bytes, timeLeft } from '../i18n/format.ts';
import { find, t } from '../i18n/i18n.ts';

export const isLive = (operation: Operation) => operation.endedAt === null;

/** "Installing Calendar and contacts", "Calendar and contacts is ready". */
export function operationTitle({ kind, status, subject, outcome = {} }: Operation, name: string): string {
  const fill = { name, version: subject.version ?? '', ...fillValues(outcome) };
  switch (status) {
    case 'queued':
    case 'running':
      return t(`operation.${kind}.live`, fill);
    case 'undoing':
      // What was not yet anything is not put back as it was.
      return find(`operation.${kind}.undoing`, fill) ?? t('operation.undoing', fill);
    case 'succeeded':
      return t(`operation.${kind}.done`, fill);
    case 'failed':
    case 'undo-failed':
      return t(`operation.${kind}.failed`, fill);
    case 'cancelled':
      return t('operation.cancelled', { what: t(`operation.${kind}.live`, fill) });
  }
}

/** What a change that didn't work means for the person's data. */
export const failureMeaning = (kind: OperationKind, fill: { name: string; version: string }): string =>
  t(`operation.${kind}.meaning`, fill);

/** What went otherwise than it should, though it went well: an update that was not tried out first, an app that did not prepare. */
export function operationAside({ outcome = {} }: Operation): string | undefined {
  if (outcome.memoryMissingBytes !== undefined) return t('operation.not-rehearsed', fillValues(outcome));
  if (outcome.notWell) return t('operation.backup-not-well');
  if (outcome.lostBackups) return t('operation.lost-whole');
  if (outcome.lackingBackups) return t('operation.lost-parts');
  return outcome.unprepared === undefined ? undefined : t('operation.not-prepared', fillValues(outcome));
}

/** The step in words; one that has no words yet shows its own name. */
export const stepText = (name: string): string => find(`steps.${name}`) ?? name;

/** "Downloading · 12 MB of 35 MB · 2 min left". */
export function progressText(operation: Operation): string {
  if (operation.status === 'queued') return t('operation.waiting');
  const step = operation.steps.find(({ status }) => status === 'running' || status === 'undoing');
  const { progress } = operation;
  const counted = progress && progress.totalBytes > 0;
  const waits = progress?.standsStillFor && t(`backups.waits.${progress.standsStillFor}`);
  return [
    step && stepText(step.name),
    counted && t('operation.bytes', { done: bytes(progress.doneBytes), total: bytes(progress.totalBytes) }),
    counted && progress.secondsLeft !== undefined && timeLeft(progress.secondsLeft),
    waits,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** How far it is, 0 to 1; undefined while something is being undone or nothing is known. */
export function fractionDone({ status, steps, progress }: Operation): number | undefined {
  if (status !== 'running' || steps.length === 0) return undefined;
  const done = steps.filter((step) => step.status === 'done').length;
  const within = progress && progress.totalBytes > 0 ? Math.min(progress.doneBytes / progress.totalBytes, 1) : 0;
  return Math.min((done + within) / steps.length, 1);
}
