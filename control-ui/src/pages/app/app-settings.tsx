import { checkSettings } from '@percloud/contract/check-settings';
import { useComputed, useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { type Draft, draftOf, valuesOf } from '../../settings/draft.ts';
import { SettingsFields } from '../../settings/settings-fields.tsx';
import { useAction } from '../../state/use-action.ts';
import type { TabProps } from './app-page.tsx';
import { AutomaticUpdates } from './automatic-updates.tsx';

export const AppSettings = ({ app, detail }: TabProps) => (
  <div class="stack-wide">
    <OwnSettings app={app} detail={detail} />
    <AutomaticUpdates app={app} />
  </div>
);

/** Those the app itself asks for. */
function OwnSettings({ app, detail }: TabProps) {
  const { settingsForm: form, secretsSet: kept } = detail;
  const draft = useSignal<Draft>(draftOf(form, detail.settings));
  const tried = useSignal(false);
  const action = useAction();
  const values = useComputed(() => valuesOf(form, draft.value));
  const problems = useComputed(() => checkSettings(form, values.value, kept).problems);

  if (form.length === 0) return <p class="quiet">{t('settings.none')}</p>;
  const save = async () => {
    tried.value = true;
    if (problems.value.length > 0) return;
    await action.start(() => call('configureApp', { params: { percloud: app.percloud, app: app.id }, body: { settings: values.value } }));
  };
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SettingsFields form={form} draft={draft} problems={problems.value} tried={tried.value} kept={kept} />
      <p class="quiet small">{t('settings.restarts')}</p>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" disabled={action.busy || app.operation !== null}>
          {t('settings.save')}
        </Button>
        {app.operation !== null && <StateLine tone="notice">{t('settings.being-changed')}</StateLine>}
      </div>
    </form>
  );
}
