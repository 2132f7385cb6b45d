import type { CatalogSource } from '@percloud/contract/catalogs';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ago, moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { findSource, isOwn, nameOf, publisherOf } from '../../state/catalog.ts';
import { isOperator } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { Vouching } from './vouching.tsx';

export function Source({ source }: { source: CatalogSource }) {
  const removing = useSignal(false);
  const id = `source-${source.id}`;
  return (
    <section class="card stack" aria-labelledby={id}>
      <h2 id={id}>{nameOf(source)}</h2>
      <p>
        {isOwn(source) ? t('sources.own') : t('sources.vouches', { publisher: publisherOf(source) })}{' '}
        {t('sources.apps', { count: source.apps })}
      </p>
      <Vouching source={source} />
      {source.problem && <ProblemNotice problem={source.problem} meaning={t('sources.still-there')} />}
      <Refused source={source} />
      <p class="quiet small">
        {source.addedAt && `${t('sources.added', { name: source.addedBy ?? '', when: moment(source.addedAt) })} `}
        {source.publishedAt && `${t('sources.published', { when: moment(source.publishedAt) })} `}
        {source.reachedAt ? t('sources.read', { when: ago(source.reachedAt) }) : t('sources.never-read')}
      </p>
      {isOperator.value && !isOwn(source) && (
        <p>
          <Button
            label={t('sources.remove-which', { name: nameOf(source) })}
            onClick={() => {
              removing.value = true;
            }}
          >
            {t('sources.remove')}
          </Button>
        </p>
      )}
      {removing.value && (
        <Remove
          source={source}
          onClose={() => {
            removing.value = false;
          }}
        />
      )}
    </section>
  );
}

/** Told, so that nobody wonders where an app is. */
function Refused({ source }: { source: CatalogSource }) {
  if (source.refusedApps.length === 0) return null;
  return (
    <div class="stack-tight">
      <p>{t('sources.refused')}</p>
      <ul class="sources-refused">
        {source.refusedApps.map(({ id, catalog }) => (
          <li key={id}>{t('sources.refused-app', { app: id, name: nameOf(findSource(catalog)) })}</li>
        ))}
      </ul>
    </div>
  );
}

function Remove({ source, onClose }: { source: CatalogSource; onClose: () => void }) {
  const action = useAction();
  const remove = async () => {
    if (await action.run(() => call('removeCatalog', { params: { catalog: source.id } }))) onClose();
  };
  return (
    <Confirm
      title={t('sources.remove-title', { name: nameOf(source) })}
      verb={t('sources.remove')}
      action={action}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('sources.remove-text')}</p>
    </Confirm>
  );
}
