import type { CatalogEntry } from '@percloud/contract/catalog';
import { useSignal } from '@preact/signals';
import { Compass } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { AllPermissions } from '../../apps/permission-list.tsx';
import { AppIcon, catalogIconOf } from '../../components/app-icon.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { catalog, findEntry, findSource, keepCatalog } from '../../state/catalog.ts';
import { installedApps } from '../../state/live.ts';
import { mayChange } from '../../state/session.ts';
import { AboutProgram } from './about-program.tsx';
import { CatalogProblem } from './catalog-problem.tsx';
import { InstallDialog } from './install-dialog.tsx';
import { Needs } from './needs.tsx';
import { VouchedFor } from './vouched-for.tsx';
import './catalog.css';

/** What an app is, what it may do and what it needs: before "Install". */
export function CatalogAppPage() {
  useEffect(keepCatalog, []);
  const { params } = useRoute();
  const entry = findEntry(params.app);
  if (entry) return <Entry entry={entry} />;
  return (
    <div class="stack-wide">
      {catalog.value && <PageHead title={t('not-found.title')} />}
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
  const source = findSource(entry.catalog);
  const installed = installedApps.value.find(({ catalogApp, publisher }) => catalogApp === entry.id && publisher.catalog === entry.catalog);
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
      <p class="prose" dir="auto">
        {inMyLanguage(entry.description)}
      </p>
      {source && <VouchedFor source={source} />}
      <section class="card stack" aria-labelledby="may">
        <h2 id="may">{t('permissions.title')}</h2>
        <AllPermissions permissions={entry.permissions} reason={entry.permissionsReason} />
      </section>
      <Needs entry={entry} />
      <AboutProgram entry={entry} />
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
