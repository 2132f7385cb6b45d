import type { App } from '@percloud/contract/apps';
import type { Channel } from '@percloud/contract/catalog';
import { call } from '../../api.ts';
import { isBeta } from '../../apps/app-text.ts';
import { Choice } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

const channels: readonly Channel[] = ['stable', 'beta'];

/** Which versions the app is offered. */
export function ChannelChoice({ app }: { app: App }) {
  const action = useAction();
  const choose = (wanted: string) => {
    const channel = channels.find((one) => one === wanted);
    if (!channel) return;
    void action.run(() => call('setAppChannel', { params: { percloud: app.percloud, app: app.id }, body: { channel } }));
  };
  return (
    <section class="card stack" aria-labelledby="channel">
      <h2 id="channel">{t('channel.title')}</h2>
      <Choice
        label={t('channel.which')}
        help={t('channel.help')}
        value={app.channel}
        onInput={choose}
        choices={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      {app.channel === 'stable' && isBeta(app.version) && (
        <StateLine tone="notice">{t('channel.waits', { version: app.version })}</StateLine>
      )}
      {action.problem && <ProblemNotice problem={action.problem} />}
    </section>
  );
}
