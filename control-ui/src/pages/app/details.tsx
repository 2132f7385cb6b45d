import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { findEntry, keepCatalog } from '../../state/catalog.ts';
import { useAction } from '../../state/use-action.ts';
import type { TabProps } from './app-page.tsx';
import { Log } from './log.tsx';

/** For whoever wants to know exactly. */
export function Details({ app, detail }: TabProps) {
  return (
    <div class="stack-wide">
      <Log key={app.generation} app={app} services={detail.services.map(({ name }) => name)} />
      <section class="card stack" aria-labelledby="parts">
        <h2 id="parts">{t('details.parts')}</h2>
        <dl class="facts">
          {detail.services.map(({ name, state, health }) => (
            <>
              <dt key={name}>{name}</dt>
              <dd>{`${state} · ${t(`health.${health}`)}`}</dd>
            </>
          ))}
          <dt>{t('details.generation')}</dt>
          <dd>{app.generation}</dd>
          <dt>{t('details.id')}</dt>
          <dd>
            <code>{app.id}</code>
          </dd>
        </dl>
      </section>
      <ParticularVersion app={app} />
    </div>
  );
}

/** The usual update goes to the newest version; a person who needs another one chooses it here. */
function ParticularVersion({ app }: { app: App }) {
  useEffect(keepCatalog, []);
  const all = findEntry(app.catalogApp)?.versions ?? [];
  // They come newest first; the way back to an older one is its snapshot, in the history.
  const versions = all.includes(app.version) ? all.slice(0, all.indexOf(app.version)) : all;
  const version = useSignal('');
  const action = useAction();
  if (versions.length === 0) return null;
  const wanted = version.value || (versions[0] ?? '');
  const upgrade = () =>
    action.start(() => call('upgradeApp', { params: { percloud: app.percloud, app: app.id }, body: { version: wanted } }));
  return (
    <section class="card stack" aria-labelledby="version">
      <h2 id="version">{t('details.version')}</h2>
      <p class="quiet">{t('details.version-text')}</p>
      <Choice
        label={t('catalog.version')}
        value={wanted}
        onInput={(value) => {
          version.value = value;
        }}
        choices={versions.map((value) => ({ value, label: value }))}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={action.busy || app.operation !== null} onClick={upgrade}>
          {t('details.change-version')}
        </Button>
      </p>
    </section>
  );
}
