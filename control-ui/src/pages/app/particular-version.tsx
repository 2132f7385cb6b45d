import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { versionName } from '../../apps/app-text.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/field.tsx';
import { t } from '../../i18n/i18n.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { UpgradeDialog } from './upgrade-dialog.tsx';

/** The usual update goes to the newest version; a person who needs another one chooses it here. The way back is a snapshot, in the history. */
export function ParticularVersion({ app }: { app: App }) {
  const params = { percloud: app.percloud, app: app.id };
  const { value: releases } = useFetched(() => call('listAppReleases', { params }), [app]);
  const chosen = useSignal('');
  const looking = useSignal(false);
  const versions = releases.value?.map(({ version }) => version) ?? [];
  const wanted = versions.includes(chosen.value) ? chosen.value : versions[0];
  if (wanted === undefined) return null;
  return (
    <section class="card stack" aria-labelledby="version">
      <h2 id="version">{t('details.version')}</h2>
      <p class="quiet">{t('details.version-text')}</p>
      <Choice
        label={t('catalog.version')}
        value={wanted}
        onInput={(value) => {
          chosen.value = value;
        }}
        choices={versions.map((value) => ({ value, label: versionName(value) }))}
      />
      <p>
        <Button
          disabled={app.operation !== null}
          onClick={() => {
            looking.value = true;
          }}
        >
          {t('details.change-version')}
        </Button>
      </p>
      {looking.value && (
        <UpgradeDialog
          app={app}
          version={wanted}
          onClose={() => {
            looking.value = false;
          }}
        />
      )}
    </section>
  );
}
