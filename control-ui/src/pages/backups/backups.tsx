import type { Target } from '@percloud/contract/backups';
import { DatabaseBackup } from 'lucide-preact';
import { useTargets } from '../../backups/targets.ts';
import { LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { mayChange, percloud } from '../../state/session.ts';
import { NotFound } from '../not-found.tsx';
import { TargetCard } from './target-card.tsx';
import '../catalog/catalog.css';
import './backups.css';

/** Where the percloud's backups are, and how they stand. */
export const Backups = () => (mayChange.value && percloud.value ? <Places percloud={percloud.value.id} /> : <NotFound />);

function Places({ percloud }: { percloud: string }) {
  const { value: targets, problem, again } = useTargets();
  return (
    <div class="stack-wide">
      <PageHead title={t('backups.title')}>
        <p class="quiet">{t('backups.text')}</p>
      </PageHead>
      {problem && <ProblemNotice problem={problem} />}
      {targets.value && <Known percloud={percloud} targets={targets.value} onChange={again} />}
    </div>
  );
}

function Known({ percloud, targets, onChange }: { percloud: string; targets: readonly Target[]; onChange: () => unknown }) {
  if (targets.length === 0)
    return (
      <Empty sign={DatabaseBackup} text={t('backups.empty')}>
        <LinkButton href="/backups/new" kind="primary">
          {t('backups.choose')}
        </LinkButton>
      </Empty>
    );
  return (
    <>
      <div class="stack">
        {targets.map((target) => (
          <TargetCard key={target.id} percloud={percloud} target={target} alone={targets.length === 1} onChange={onChange} />
        ))}
      </div>
      <p>
        <LinkButton href="/backups/new">{t('backups.another')}</LinkButton>
      </p>
    </>
  );
}
