import type { CatalogEntry } from '@percloud/contract/catalog';
import { checkSettings } from '@percloud/contract/check-settings';
import { useComputed, useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { versionName } from '../../apps/app-text.ts';
import { PermissionList } from '../../apps/permission-list.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Check, Choice, Field } from '../../components/field.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { fieldProblem } from '../../i18n/problem-text.ts';
import { navigate } from '../../navigate.ts';
import { type Draft, draftOf, valuesOf } from '../../settings/draft.ts';
import { SettingsFields } from '../../settings/settings-fields.tsx';
import { findSource, isOwn, publisherOf } from '../../state/catalog.ts';
import { percloud } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';

/** Asks only what the app has to know; the rest waits under "Details" with a good answer already given. */
export function InstallDialog({ entry, onClose }: { entry: CatalogEntry; onClose: () => void }) {
  const version = useSignal(entry.version);
  const form = useComputed(() => entry.forms[version.value] ?? entry.settings);
  const draft = useSignal<Draft>(draftOf(entry.settings, {}));
  const slug = useSignal('');
  const tried = useSignal(false);
  const trusted = useSignal(false);
  const source = findSource(entry.catalog);
  const others = source && !isOwn(source) ? source : undefined;
  const action = useAction();
  const mayMore = entry.morePermissions[version.value];
  const problems = useComputed(() => checkSettings(form.value, valuesOf(form.value, draft.value)).problems);

  const install = async () => {
    tried.value = true;
    const home = percloud.value;
    if (!home || problems.value.length > 0) return;
    const operation = await action.start(() =>
      call('installApp', {
        params: { percloud: home.id },
        body: {
          catalogApp: entry.id,
          publisher: others?.publicKey,
          version: version.value,
          slug: slug.value || undefined,
          settings: valuesOf(form.value, draft.value),
        },
      }),
    );
    if (operation) navigate('/');
  };

  return (
    <Confirm
      title={t('install.title', { name: inMyLanguage(entry.title) })}
      verb={t('catalog.install')}
      disabled={others !== undefined && !trusted.value}
      action={action}
      onConfirm={install}
      onClose={onClose}
    >
      {others && (
        <div class="card stack-tight">
          <p>{t('catalog.comes-from', { publisher: publisherOf(others) })}</p>
          <Check
            label={t('install.trust', { publisher: publisherOf(others) })}
            checked={trusted.value}
            onInput={(checked) => {
              trusted.value = checked;
            }}
          />
        </div>
      )}
      {form.value.length === 0 && <p>{t('install.nothing-to-ask')}</p>}
      {mayMore && (
        <section class="card stack" aria-labelledby="may-more">
          <h3 id="may-more">{t('install.may-more', { version: versionName(version.value) })}</h3>
          <PermissionList permissions={mayMore} />
        </section>
      )}
      <SettingsFields form={form.value} draft={draft} problems={problems.value} tried={tried.value} />
      <details open={fieldProblem(action.problem, 'slug') !== undefined || action.problem?.code === 'name-taken' || undefined}>
        <summary>{t('common.details')}</summary>
        <div class="stack">
          <Field
            label={t('install.slug')}
            help={t('install.slug-help', { address: addressWith(slug.value || entry.slug) })}
            value={slug.value}
            onInput={(value) => {
              slug.value = value.trim().toLowerCase();
            }}
            autocapitalize="none"
            spellcheck={false}
            wrong={fieldProblem(action.problem, 'slug')}
          />
          {entry.versions.length > 1 && (
            <Choice
              label={t('install.version')}
              value={version.value}
              onInput={(value) => {
                version.value = value;
                draft.value = { ...draftOf(form.value, {}), ...draft.value };
              }}
              choices={entry.versions.map((value) => ({ value, label: versionName(value) }))}
            />
          )}
        </div>
      </details>
    </Confirm>
  );
}

/** The panel's own host is `percloud.<domain>`; an app's is `<app>-<percloud>.<domain>`. */
const addressWith = (slug: string) => `${slug}-${percloud.value?.slug ?? ''}.${location.hostname.split('.').slice(1).join('.')}`;
