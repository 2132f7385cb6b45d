import type { App } from '@percloud/contract/apps';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { isolated } from '../../i18n/isolated.ts';

/** Who published the app, and alone may update it. */
export const ComesFrom = ({ app: { publisher } }: { app: App }) => (
  <section class="card stack" aria-labelledby="comes-from">
    <h2 id="comes-from">{t('comes-from.title')}</h2>
    {publisher.catalog === null && (
      <p>
        <StateLine tone="notice">{t('comes-from.removed')}</StateLine>
      </p>
    )}
    <p>{t('comes-from.text')}</p>
    <dl class="facts">
      <dt>{t('sources.publisher')}</dt>
      <dd>{isolated(publisher.name)}</dd>
      <dt>{t('sources.fingerprint')}</dt>
      <dd>
        <code>{publisher.fingerprint}</code>
      </dd>
    </dl>
    <p>
      <a href="/settings/sources">{t('sources.link')}</a>
    </p>
  </section>
);
