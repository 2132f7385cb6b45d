import type { Backup, Target } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { bytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { keepCatalog } from '../../state/catalog.ts';
import { findApp } from '../../state/live.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { backedUpName } from './backed-up-name.ts';
import { BringBack } from './bring-back.tsx';
import { Gone, InPlace } from './in-place.tsx';
import { Mend } from './mend.tsx';
import { Proof } from './proof.tsx';
import { Prove } from './prove.tsx';
import '../catalog/catalog.css';
import './backups.css';

type BackedUpApp = Backup['apps'][number];

/** One backup, opened to its apps. */
export const BackupPage = () => {
  const { params } = useRoute();
  return (
    <InPlace target={params.target}>
      {({ percloud, target }) => <Opened percloud={percloud} target={target} id={params.backup ?? ''} />}
    </InPlace>
  );
};

interface OpenedProps {
  percloud: string;
  target: Target;
  id: string;
}

function Opened({ percloud, target, id }: OpenedProps) {
  const params = { percloud, target: target.id };
  // Whatever happens to its backups makes it an object of its own.
  const { value: backups, problem } = useFetched(() => call('listBackups', { params }), [target]);
  useEffect(keepCatalog, []);
  const backup = backups.value?.find((one) => one.id === id);
  if (problem && !backup) return <ProblemNotice problem={problem} />;
  if (!backup) return backups.value ? <Gone title={t('backups.open.gone')} text={t('backups.open.gone-text')} /> : null;
  return (
    <div class="stack-wide">
      <PageHead title={t('backups.open.title', { when: when(backup.takenAt) })}>
        <p class="quiet">{t('backups.open.text')}</p>
        <p>
          <a class="back" href={`/backups/${target.id}`}>
            {t('backups.list.title', { place: target.place })}
          </a>
        </p>
      </PageHead>
      <dl class="facts">
        {backup.sizeBytes !== null && (
          <>
            <dt>{t('backups.size')}</dt>
            <dd>
              {bytes(backup.sizeBytes)}
              {backup.files !== null && ` · ${t('backups.list.files', { count: backup.files })}`}
            </dd>
          </>
        )}
        <dt>{t('backups.proof')}</dt>
        <dd>
          <Proof proof={backup.proof} />
        </dd>
      </dl>
      {backup.proof?.problem?.code === 'backup-damaged' && <Mend params={params} busy={target.operation !== null} />}
      <Prove params={{ ...params, backup: id }} busy={target.operation !== null} />
      <section class="stack" aria-labelledby="apps">
        <h2 id="apps">{t('backups.open.apps')}</h2>
        {backup.apps.length === 0 && <p class="quiet">{t('backups.list.no-apps')}</p>}
        <ul class="stack-tight">
          {backup.apps.map((app) => (
            <InBackup key={app.id} percloud={percloud} backup={backup} app={app} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function InBackup({ percloud, backup, app }: { percloud: string; backup: Backup; app: BackedUpApp }) {
  const bringing = useSignal(false);
  const name = backedUpName(app);
  const busy = Boolean(findApp(app.id)?.operation);
  return (
    <li class="card in-backup">
      <div class="grow">
        <h3 dir="auto">{name}</h3>
        <p class="quiet small">{t('backups.open.version', { program: app.program, version: app.version })}</p>
      </div>
      <div class="row">
        <LinkButton href={`/backups/${backup.target}/${backup.id}/${app.id}`}>
          {t('backups.open.files')}
          <span class="visually-hidden"> {name}</span>
        </LinkButton>
        <Button
          label={`${t('backups.open.bring-back')}: ${name}`}
          disabled={busy}
          onClick={() => {
            bringing.value = true;
          }}
        >
          {t('backups.open.bring-back')}
        </Button>
      </div>
      {bringing.value && (
        <BringBack
          percloud={percloud}
          backup={backup}
          app={app}
          name={name}
          onClose={() => {
            bringing.value = false;
          }}
        />
      )}
    </li>
  );
}
