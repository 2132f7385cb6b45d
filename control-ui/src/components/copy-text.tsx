import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide-preact';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

export function CopyText({ text, label }: { text: string; label: string }) {
  const copied = useSignal(false);
  const Sign = copied.value ? Check : Copy;
  return (
    <div class="copy">
      <code>{text}</code>
      <Button
        kind="plain"
        label={`${t('common.copy')}: ${label}`}
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          copied.value = true;
        }}
      >
        <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
        <span aria-live="polite">{copied.value ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </div>
  );
}
