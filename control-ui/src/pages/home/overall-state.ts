import type { App } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import { needsAttention } from '../../apps/app-text.ts';
import type { Tone } from '../../components/state-line.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { isStuck } from '../../state/live.ts';

interface OverallState {
  tone: Tone;
  text: string;
  href?: string;
}

/** One line: the one thing that needs the person, or that all is well. */
export function overallState(apps: readonly App[], operations: readonly Operation[]): OverallState {
  const stuck = operations.find(isStuck);
  if (stuck) return { tone: 'bad', text: t('home.needs-clean-up'), href: `/activity/${stuck.id}` };
  const ill = apps.find(needsAttention);
  if (ill) return { tone: 'bad', text: t('home.needs-you', { name: inMyLanguage(ill.title) }), href: `/apps/${ill.id}` };
  const failed = apps.find(({ lastProblem }) => lastProblem !== null);
  if (failed) return { tone: 'notice', text: t('home.did-not-work', { name: inMyLanguage(failed.title) }), href: `/apps/${failed.id}` };
  const updates = apps.filter(({ update }) => update !== null);
  const [first] = updates;
  if (first) return { tone: 'notice', text: t('home.updates', { count: updates.length }), href: `/apps/${first.id}` };
  return { tone: 'good', text: t('home.all-is-well') };
}
