import type { App, AppDetail } from '@percloud/contract/apps';
import type { ComponentChildren } from 'preact';
import { bytes, memory, percent } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { room } from '../../state/live.ts';
import { useResources } from './use-resources.ts';
import { workText } from './work-text.ts';

/** What the app takes of the box, in words and as thin bars. */
export function Takes({ app, detail }: { app: App; detail: AppDetail }) {
  const services = useResources(app)?.services ?? [];
  const limit = detail.services.reduce((sum, { memoryLimitBytes }) => sum + memoryLimitBytes, 0);
  const used = services.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const processor = services.reduce((sum, service) => sum + (service.processor ?? 0), 0);
  const worked = services.some((service) => service.processor !== null);
  const taken = room.value?.apps.find((one) => one.app === app.id);
  return (
    <section class="card stack" aria-labelledby="takes">
      <h2 id="takes">{t('takes.title')}</h2>
      <dl class="takes">
        <Taken name={t('catalog.memory')} value={used} of={limit}>
          {used > 0 ? t('takes.memory', { used: memory(used), limit: memory(limit) }) : t('catalog.at-most', { size: memory(limit) })}
        </Taken>
        {worked && (
          <Taken name={t('takes.processor')} value={processor} of={1}>
            {workText(processor)} <span class="quiet">{percent(processor)}</span>
          </Taken>
        )}
        {room.value && taken && (
          <Taken name={t('takes.room')} value={taken.bytes + taken.snapshotsBytes} of={room.value.totalBytes}>
            {bytes(taken.bytes)}
            {taken.snapshotsBytes > 0 && <span class="quiet"> {t('takes.snapshots', { size: bytes(taken.snapshotsBytes) })}</span>}
          </Taken>
        )}
      </dl>
    </section>
  );
}

interface TakenProps {
  name: string;
  value: number;
  of: number;
  children: ComponentChildren;
}

const Taken = ({ name, value, of, children }: TakenProps) => (
  <div class="taken">
    <dt class="quiet">{name}</dt>
    <dd>{children}</dd>
    <dd>
      <meter min={0} max={of} value={Math.min(value, of)} aria-label={name} />
    </dd>
  </div>
);
