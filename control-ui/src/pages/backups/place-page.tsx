import type { Backup, Target } from '@percloud/contract/backups';
import { Archive } from 'lucide-preact';
import { useRoute } from 'preact-iso';
import { call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { bytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { backedUpName } from './backed-up-name.ts';
import { InPlace } from './in-place.tsx';
import { Keys } from './keys.tsx';
import { StopKeeping } from './stop-keeping.tsx';
import { NeedsWords } from './target-card.tsx';
import './backups.css';

/** One place: the backups that are kept there, what opens them, and the way to keep no more of them. */
export const PlacePage = () => {
  const { params } = useRoute();
  return <InPlace target={params.target}>{(props) => <Place {...props} />}</InPlace>;
};

function Place({ percloud, target }: { percloud: string; target: Target }) {
  return (
    <div class="stack-wide">
      <PageHead title={t('backups.list.title', { place: target.place })}>
        <p>
          <a class="back" href="/backups">
            {t('backups.all')}
          </a>
        </p>
      </PageHead>
      {target.state === 'needs-words' ? (
        <section class="card stack">
          <NeedsWords target={target} primary />
        </section>
      ) : (
        <>
          <List percloud={percloud} target={target} />
          <Keys percloud={percloud} target={target.id} />
        </>
      )}
      <StopKeeping percloud={percloud} target={target} />
    </div>
  );
}

function List({ percloud, target }: { percloud: string; target: Target }) {
  const params = { percloud, target: target.id };
  const { value: backups, problem } = useFetched(() => call('listBackups', { params }), [target]);
  return (
    <section class="stack" aria-labelledby="kept">
      <h2 id="kept">{t('backups.list.kept')}</h2>
      {problem && <ProblemNotice problem={problem} />}
      {!backups.value && !problem && (
        <p class="quiet" role="status">
          {t('backups.files.reading')}
        </p>
      )}
      {backups.value?.length === 0 && <Empty sign={Archive} text={t('backups.list.empty')} />}
      <ul class="stack-tight">
        {backups.value?.map((backup) => (
          <Kept key={backup.id} backup={backup} />
        ))}
      </ul>
    </section>
  );
}

function Kept({ backup }: { backup: Backup }) {
  const { id, target, takenAt, sizeBytes, apps, proof } = backup;
  return (
    <li class="card kept">
      <a class="field-label" href={`/backups/${target}/${id}`}>
        {when(takenAt)}
      </a>
      <span class="quiet small">
        {sizeBytes === null ? t('backups.list.not-looked-into') : bytes(sizeBytes)}
        {' · '}
        {apps.length === 0 ? t('backups.list.no-apps') : t('backups.list.apps', { names: apps.map(backedUpName).join(', ') })}
      </span>
      {proof && (
        <span class="small">
          <StateLine tone={proof.problem ? 'bad' : 'good'}>
            {t(proof.problem ? 'backups.list.proof-bad' : 'backups.list.proof-good', { when: when(proof.at) })}
          </StateLine>
        </span>
      )}
    </li>
  );
}
