import type { Target } from '@percloud/contract/backups';
import { Compass } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useTargets } from '../../backups/targets.ts';
import { LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { mayChange, percloud } from '../../state/session.ts';
import { NotFound } from '../not-found.tsx';

interface InPlaceProps {
  target: string | undefined;
  children: (props: { percloud: string; target: Target; again: () => Promise<void> }) => ComponentChildren;
}

/** A page about one place: only for the owner, and only while the place is there. */
export function InPlace(props: InPlaceProps) {
  return mayChange.value && percloud.value ? <Known percloud={percloud.value.id} {...props} /> : <NotFound />;
}

function Known({ percloud, target: id, children }: InPlaceProps & { percloud: string }) {
  const { value: targets, problem, again } = useTargets();
  const target = targets.value?.find((one) => one.id === id);
  if (target) return <>{children({ percloud, target, again })}</>;
  if (problem) return <ProblemNotice problem={problem} />;
  return targets.value ? <Gone title={t('backups.gone')} text={t('backups.gone-text')} /> : null;
}

/** What was here is not. */
export const Gone = ({ title, text }: { title: string; text: string }) => (
  <div class="stack-wide">
    <PageHead title={title} />
    <Empty sign={Compass} text={text}>
      <LinkButton href="/backups">{t('backups.all')}</LinkButton>
    </Empty>
  </div>
);
