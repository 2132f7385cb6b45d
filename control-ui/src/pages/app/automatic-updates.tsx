import type { App } from '@percloud/contract/apps';
import { call } from '../../api.ts';
import { Check } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';

/** Whether newer versions come without being asked for. It is kept at once: there is nothing to restart. */
export function AutomaticUpdates({ app }: { app: App }) {
  const action = useAction();
  const choose = (automatic: boolean) =>
    void action.run(() => call('setAutomaticUpdates', { params: { percloud: app.percloud, app: app.id }, body: { automatic } }));
  return (
    <section class="card stack" aria-labelledby="automatic-updates">
      <h2 id="automatic-updates">{t('automatic-updates.title')}</h2>
      <Check label={t('automatic-updates.choose')} help={t('automatic-updates.help')} checked={app.automaticUpdates} onInput={choose} />
      {action.problem && <ProblemNotice problem={action.problem} />}
    </section>
  );
}
