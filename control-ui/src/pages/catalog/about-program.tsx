import type { CatalogEntry } from '@percloud/contract/catalog';
import { t } from '../../i18n/i18n.ts';
import { isolated } from '../../i18n/isolated.ts';

/** The program an app is made of, and where more about it can be read. */
export const AboutProgram = ({ entry: { program, version, betaVersion, license, homepage, source } }: { entry: CatalogEntry }) => (
  <section class="card stack" aria-labelledby="program">
    <h2 id="program">{t('catalog.about-program')}</h2>
    <dl class="facts">
      <dt>{t('catalog.program')}</dt>
      <dd>{isolated(program)}</dd>
      <dt>{t('catalog.version')}</dt>
      <dd>{betaVersion ? t('catalog.version-and-beta', { version, beta: betaVersion }) : version}</dd>
      {license && (
        <>
          <dt>{t('catalog.license')}</dt>
          <dd>{license}</dd>
        </>
      )}
      {homepage && <Page label={t('catalog.homepage')} href={homepage} />}
      {source && <Page label={t('catalog.source')} href={source} />}
    </dl>
  </section>
);

/** The manifest's schema lets nothing but https through; a page that opens beside the panel learns nothing of it. */
const Page = ({ label, href }: { label: string; href: string }) => (
  <>
    <dt>{label}</dt>
    <dd>
      <a href={href} target="_blank" rel="noopener noreferrer">
        {href}
      </a>
    </dd>
  </>
);
