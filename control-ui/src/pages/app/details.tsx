import { t } from '../../i18n/i18n.ts';
import type { TabProps } from './app-page.tsx';
import { ChannelChoice } from './channel-choice.tsx';
import { ComesFrom } from './comes-from.tsx';
import { Log } from './log.tsx';
import { Packages } from './packages.tsx';
import { ParticularVersion } from './particular-version.tsx';

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
      <ComesFrom app={app} />
      <ChannelChoice app={app} />
      <ParticularVersion app={app} />
      <Packages app={app} />
    </div>
  );
}
