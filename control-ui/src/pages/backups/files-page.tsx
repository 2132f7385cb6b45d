import type { Backup, BackupEntry } from '@percloud/contract/backups';
import { Download, File, FileQuestion, Folder, FolderOpen } from 'lucide-preact';
import { useLocation, useRoute } from 'preact-iso';
import { addressOf, call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { bytes, moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { backedUpName } from './backed-up-name.ts';
import { foldersOn, within } from './folder-path.ts';
import { Gone, InPlace } from './in-place.tsx';
import { PutBack } from './put-back.tsx';
import './backups.css';

/** An app's files as they were then: folder by folder, each to be fetched. */
export const FilesPage = () => {
  const { params } = useRoute();
  return (
    <InPlace target={params.target}>
      {({ percloud, target }) => <Files percloud={percloud} target={target.id} backup={params.backup ?? ''} app={params.app ?? ''} />}
    </InPlace>
  );
};

interface FilesProps {
  percloud: string;
  target: string;
  backup: string;
  app: string;
}

function Files(params: FilesProps) {
  const { percloud, target, backup, app } = params;
  const { value: backups, problem } = useFetched(() => call('listBackups', { params: { percloud, target } }), [percloud, target]);
  const found = backups.value?.find(({ id }) => id === backup);
  const backedUp = found?.apps.find(({ id }) => id === app);
  if (problem && !found) return <ProblemNotice problem={problem} />;
  if (!found || !backedUp) return backups.value ? <Gone title={t('backups.open.gone')} text={t('backups.open.gone-text')} /> : null;
  return <Browser params={params} backup={found} name={backedUpName(backedUp)} />;
}

function Browser({ params, backup, name }: { params: FilesProps; backup: Backup; name: string }) {
  const { query, path: here } = useLocation();
  const path = query.path ?? '';
  const { value: entries, problem } = useFetched(
    async () => ({ of: path, list: await call('listBackupFiles', { params, query: { path } }) }),
    [path, params.app],
  );
  // What is still shown of the folder before would be read as this one's.
  const list = entries.value?.of === path ? entries.value.list : undefined;
  return (
    <div class="stack-wide">
      <PageHead title={t('backups.files.title', { name })}>
        <p class="quiet">{t('backups.files.as-of', { when: when(backup.takenAt) })}</p>
        <p>
          <a class="back" href={`/backups/${backup.target}/${backup.id}`}>
            {t('backups.open.title', { when: when(backup.takenAt) })}
          </a>
        </p>
      </PageHead>
      <Way path={path} here={here} />
      {problem && <ProblemNotice problem={problem} />}
      {!list && !problem && (
        <p class="quiet" role="status">
          {t('backups.files.reading')}
        </p>
      )}
      {list?.length === 0 && <Empty sign={FolderOpen} text={t('backups.files.empty')} />}
      {list && list.length > 0 && (
        <ul class="backup-rows card">
          {inOrder(list).map((entry) => (
            <Entry key={entry.name} entry={entry} path={within(path, entry.name)} here={here} params={params} backup={backup} />
          ))}
        </ul>
      )}
    </div>
  );
}

const linkTo = (here: string, path: string) => (path === '' ? here : `${here}?path=${encodeURIComponent(path)}`);

function Way({ path, here }: { path: string; here: string }) {
  const folders = [{ name: t('backups.files.top'), path: '' }, ...foldersOn(path)];
  return (
    <nav class="way" aria-label={t('backups.files.path')}>
      <ol>
        {folders.map((folder, at) => (
          <li key={folder.path}>
            <a href={linkTo(here, folder.path)} aria-current={at === folders.length - 1 ? 'page' : undefined}>
              <bdi>{folder.name}</bdi>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const signs = { folder: Folder, file: File, other: FileQuestion };

interface EntryProps {
  entry: BackupEntry;
  path: string;
  here: string;
  params: FilesProps;
  backup: Backup;
}

function Entry({ entry, path, here, params, backup }: EntryProps) {
  const Sign = signs[entry.kind];
  const facts = [
    entry.kind === 'other' ? t('backups.files.special') : undefined,
    entry.kind === 'file' && entry.sizeBytes !== null ? bytes(entry.sizeBytes) : undefined,
    moment(entry.changedAt),
  ];
  return (
    <li>
      <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
      <span class="grow">
        {entry.kind === 'folder' ? (
          <a class="folder" href={linkTo(here, path)}>
            <bdi>{entry.name}</bdi>
          </a>
        ) : (
          <bdi>{entry.name}</bdi>
        )}
        <br />
        <span class="quiet small">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      {entry.kind !== 'other' && <PutBack percloud={params.percloud} backup={backup} app={params.app} path={path} entry={entry} />}
      {entry.kind !== 'other' && (
        <a
          class="button"
          data-kind="plain"
          href={addressOf('readBackupFile', { params, query: { path } })}
          download={entry.kind === 'folder' ? `${entry.name}.tar` : entry.name}
          aria-label={`${t('backups.files.download')}: ${entry.name}`}
        >
          <Download size={20} strokeWidth={1.5} aria-hidden="true" />
          <span class="wide-only">{t('backups.files.download')}</span>
        </a>
      )}
    </li>
  );
}

/** Folders first, then by name. */
const inOrder = (entries: readonly BackupEntry[]) =>
  entries.toSorted((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name));
