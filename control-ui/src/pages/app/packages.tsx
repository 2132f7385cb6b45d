import type { App } from '@percloud/contract/apps';
import { useComputed, useSignal } from '@preact/signals';
import { Fragment } from 'preact';
import { call } from '../../api.ts';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useFetched } from '../../state/use-fetched.ts';

/** What is inside, for whoever read of a hole in some package: fetched when somebody looks. */
export function Packages({ app }: { app: App }) {
  const looking = useSignal(false);
  return (
    <section class="card" aria-labelledby="inside">
      <details
        onToggle={(event) => {
          looking.value = event.currentTarget.open;
        }}
      >
        <summary>
          <h2 id="inside">{t('packages.title')}</h2>
        </summary>
        {looking.value && <PackageList key={app.version} app={app} />}
      </details>
    </section>
  );
}

function PackageList({ app }: { app: App }) {
  const { value: images, problem } = useFetched(
    () => call('listAppPackages', { params: { percloud: app.percloud, app: app.id } }),
    [app.version],
  );
  const search = useSignal('');
  const found = useComputed(() =>
    (images.value ?? []).map(({ image, packages }) => ({
      image,
      packages: packages.filter(({ name }) => name.includes(search.value.trim().toLowerCase())),
    })),
  );
  if (problem) return <ProblemNotice problem={problem} />;
  if (!images.value) return <p class="quiet">{t('packages.reading')}</p>;
  return (
    <div class="stack">
      <p>{t('packages.text')}</p>
      <Field
        label={t('packages.search')}
        type="search"
        value={search.value}
        onInput={(value) => {
          search.value = value;
        }}
        autocapitalize="none"
        spellcheck={false}
      />
      {found.value.map(({ image, packages }) => (
        <section key={image} class="stack-tight" aria-label={image}>
          <h3>{t('packages.of', { image, count: packages.length })}</h3>
          <dl class="facts">
            {packages.map(({ name, version }) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>
                  <code>{version}</code>
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
