import { useSignal, useSignalEffect } from '@preact/signals';
import { WifiOff } from 'lucide-preact';
import { t } from './i18n/i18n.ts';
import { connection } from './state/live.ts';

/** A blink is not worth a word. */
const patienceMs = 1_500;

/** Says that what is shown may be old, and that it is being looked after. */
export function ConnectionBanner() {
  const shown = useSignal(false);
  useSignalEffect(() => {
    if (connection.value !== 'lost') {
      shown.value = connection.value === 'connecting' && shown.peek();
      return;
    }
    const timer = setTimeout(() => {
      shown.value = true;
    }, patienceMs);
    return () => clearTimeout(timer);
  });
  return (
    <div role="status">
      {shown.value && (
        <p class="banner">
          <WifiOff size={20} strokeWidth={1.5} aria-hidden="true" />
          <span>
            <strong>{t('connection.lost')}</strong> {t('connection.meaning')}
          </span>
        </p>
      )}
    </div>
  );
}
