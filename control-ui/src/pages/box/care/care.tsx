import type { Box } from '@percloud/contract/box';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { useSignal } from '@preact/signals';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { StateLine } from '../../../components/state-line.tsx';
import { t } from '../../../i18n/i18n.ts';
import { liveOperations } from '../../../state/live.ts';
import { useAction } from '../../../state/use-action.ts';
import { ResetDialog } from './reset-dialog.tsx';

type Asked = 'restart' | 'off' | 'reset';

/** What stops the box, at the end of its page: calm, and each thing said before it happens. */
export function Care({ box }: { box: Box }) {
  const asked = useSignal<Asked | undefined>(undefined);
  const ask = (what: Asked | undefined) => () => {
    asked.value = what;
  };
  const waiting = waitingText(liveOperations.value);
  return (
    <section class="end stack" aria-labelledby="care">
      <h2 id="care">{t('box.care.title')}</h2>
      <div role="status">{waiting && <StateLine tone="notice">{waiting}</StateLine>}</div>
      {!waiting && (
        <>
          <div class="row">
            <Button onClick={ask('restart')}>{t('box.care.restart.verb')}</Button>
            <Button onClick={ask('off')}>{t('box.care.off.verb')}</Button>
          </div>
          <div class="stack-tight">
            <h3>{t('box.care.reset.title')}</h3>
            <p class="quiet">{t('box.care.reset.text')}</p>
            <p>
              <Button kind="danger" onClick={ask('reset')}>
                {t('box.care.reset.verb')}
              </Button>
            </p>
          </div>
        </>
      )}
      {asked.value === 'restart' && <StopDialog what="restart" onClose={ask(undefined)} />}
      {asked.value === 'off' && <StopDialog what="off" onClose={ask(undefined)} />}
      {asked.value === 'reset' && <ResetDialog name={box.hostname} onClose={ask(undefined)} />}
    </section>
  );
}

function StopDialog({ what, onClose }: { what: 'restart' | 'off'; onClose: () => void }) {
  const action = useAction();
  const stop = async () => {
    if (await action.start(() => call(what === 'restart' ? 'restartBox' : 'switchOffBox'))) onClose();
  };
  return (
    <Confirm title={t(`box.care.${what}.title`)} verb={t(`box.care.${what}.verb`)} action={action} onConfirm={stop} onClose={onClose}>
      <p>{t(`box.care.${what}.text`)}</p>
    </Confirm>
  );
}

/** As long as the box is away, what it said last holds; when it is back, it says that it is over. */
export function waitingText(live: readonly Pick<Operation, 'kind'>[]): string | undefined {
  const isLive = (kind: OperationKind) => live.some((operation) => operation.kind === kind);
  if (isLive('box.factory-reset')) return t('box.care.reset.waiting', { host: location.hostname });
  if (isLive('box.switch-off')) return t('box.care.off.waiting');
  return isLive('box.restart') ? t('box.care.restart.waiting') : undefined;
}
