import type { CatalogEntry } from '@percloud/contract/catalog';
import { useSignal } from '@preact/signals';
import { Compass } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { PermissionList } from '../../apps/permission-list.tsx';
import { AppIcon, catalogIconOf } from '../../components/app-icon.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { bytes, memory } from '../../i18n/format.ts';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { catalog, findEntry, keepCatalog } from '../../state/catalog.ts';
import { installedApps } from '../../state/live.ts';
import { mayChange } from '../../state/session.ts';
import { CatalogProblem } from './catalog-problem.tsx';
import { InstallDialog } from './install-dialog.tsx';
import './catalog.css';

/** What an app is, what it may do and what it needs: before "Install". */
export function CatalogAppPage() {
  useEffect(keepCatalog, []);
  const { params } = useRoute();
  const entry = findEntry(params.app);
  if (entry) return <Entry entry={entry} />;
  return (
    <div class="stack-wide">
      <CatalogProblem />
      {catalog.value && (
        <Empty sign={Compass} text={t('catalog.no-such-app')}>
          <LinkButton href="/catalog">{t('catalog.show-all')}</LinkButton>
        </Empty>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: CatalogEntry }) {
  const installing = useSignal(false);
  const installed = installedApps.value.find(({ catalogApp }) => catalogApp === entry.id);
  const install = () => {
    installing.value = true;
  };
  return (
    <article class="stack-wide">
      <div class="app-head">
        <AppIcon src={catalogIconOf(entry.id)} color={entry.color} size={80} />
        <PageHead title={inMyLanguage(entry.title)}>
          <p>{inMyLanguage(entry.summary)}</p>
        </PageHead>
        <div class="app-head-actions stack-tight">
          {installed && (
            <LinkButton href={`/apps/${installed.id}`} kind="primary" size="large">
              {t('catalog.go-to-app')}
            </LinkButton>
          )}
          {mayChange.value && !installed && (
            <Button kind="primary" size="large" onClick={install}>
              {t('catalog.install')}
            </Button>
          )}
          {mayChange.value && installed && <Button onClick={install}>{t('catalog.install-another')}</Button>}
        </div>
      </div>
      <p class="prose">{inMyLanguage(entry.description)}</p>
      <section class="card stack" aria-labelledby="may">
        <h2 id="may">{t('permissions.title')}</h2>
        <PermissionList permissions={entry.permissions} />
      </section>
      <section class="card stack" aria-labelledby="needs">
        <h2 id="needs">{t('catalog.needs')}</h2>
        <dl class="facts">
          <dt>{t('catalog.download')}</dt>
          <dd>{t('catalog.at-most', { size: bytes(entry.sizeBytes) })}</dd>
          <dt>{t('catalog.memory')}</dt>
          <dd>{t('catalog.at-most', { size: memory(entry.memoryBytes) })}</dd>
          <dt>{t('catalog.program')}</dt>
          <dd>{entry.program}</dd>
          <dt>{t('catalog.version')}</dt>
          <dd>{entry.version}</dd>
        </dl>
      </section>
      {installing.value && (
        <InstallDialog
          entry={entry}
          onClose={() => {
            installing.value = false;
          }}
        />
      )}
    </article>
  );
}
