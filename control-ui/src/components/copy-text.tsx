import { useSignal } from '@preact/signals';
import { Check, Copy } from 'lucide-preact';
import { t } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

interface CopyProps {
  text: string;
  /** What it is, for who doesn't see what stands beside. */
  label: string;
}

export const CopyText = ({ text, label }: CopyProps) => (
  <div class="copy">
    <code>{text}</code>
    <CopyButton text={text} label={label} />
  </div>
);

export function CopyButton({ text, label }: CopyProps) {
  const copied = useSignal<string | undefined>(undefined);
  const isCopied = copied.value === text;
  const Sign = isCopied ? Check : Copy;
  return (
    <Button
      kind="plain"
      label={`${t('common.copy')}: ${label}`}
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        copied.value = text;
      }}
    >
      <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
      <span aria-live="polite">{isCopied ? t('common.copied') : t('common.copy')}</span>
    </Button>
  );
}
