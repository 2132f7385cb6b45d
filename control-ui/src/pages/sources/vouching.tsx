import type { CatalogSource } from '@percloud/contract/catalogs';
import { t } from '../../i18n/i18n.ts';
import { isolated } from '../../i18n/isolated.ts';

/** Who stands behind a catalog: what they call themselves, and what proves it. */
export const Vouching = ({ source: { publisher, fingerprint, address } }: { source: CatalogSource }) => (
  <dl class="facts">
    {publisher && (
      <>
        <dt>{t('sources.publisher')}</dt>
        <dd>
          {isolated(publisher.name)}
          {publisher.contact && (
            <>
              {' · '}
              <a href={hrefOf(publisher.contact)} rel="noopener noreferrer" target="_blank">
                {publisher.contact}
              </a>
            </>
          )}
        </dd>
      </>
    )}
    <dt>{t('sources.address')}</dt>
    <dd>
      <code>{address}</code>
    </dd>
    <dt>{t('sources.fingerprint')}</dt>
    <dd>
      <code>{fingerprint}</code>
    </dd>
  </dl>
);

/** Either an https page or a mail address: the catalog's schema lets nothing else through. */
const hrefOf = (contact: string) => (contact.startsWith('https://') ? contact : `mailto:${contact}`);
