import type { App } from '@percloud/contract/apps';
import type { Finding } from '@percloud/contract/health';
import type { Operation } from '@percloud/contract/operations';
import { appName } from '../../apps/app-name.ts';
import { needsAttention } from '../../apps/app-text.ts';
import type { Tone } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { isStuck } from '../../state/live.ts';

interface OverallState {
  tone: Tone;
  text: string;
  href?: string;
}

/** One line: the one thing that needs the person, how many there are, or that all is well. */
export function overallState(apps: readonly App[], operations: readonly Operation[], findings: readonly Finding[]): OverallState {
  const stuck = operations.find(isStuck);
  if (stuck) return { tone: 'bad', text: t('home.needs-clean-up'), href: `/activity/${stuck.id}` };
  const bad = findings.filter(({ severity }) => severity === 'bad').length;
  if (bad > 0) return { tone: 'bad', text: t('home.things', { count: bad }) };
  const ill = apps.find(needsAttention);
  if (ill) return { tone: 'bad', text: t('home.needs-you', { name: appName(ill) }), href: `/apps/${ill.id}` };
  const failed = apps.find(({ lastProblem }) => lastProblem !== null);
  if (failed) return { tone: 'notice', text: t('home.did-not-work', { name: appName(failed) }), href: `/apps/${failed.id}` };
  if (findings.length > 0) return { tone: 'notice', text: t('home.worth-a-look', { count: findings.length }) };
  return { tone: 'good', text: t('home.all-is-well') };
}
