import { signal } from '@preact/signals';
import { Search } from 'lucide-preact';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { fetchModule } from '../fetch-module.ts';
import { t } from '../i18n/i18n.ts';

/** Fetched when it is first asked for. */
const palette = signal<ComponentType<{ onClose: () => void }> | undefined>(undefined);

async function open() {
  // Another dialog is in the way.
  if (document.querySelector('dialog[open]')) return;
  palette.value = (await fetchModule(() => import('./palette.tsx'))).Palette;
}

const close = () => {
  palette.value = undefined;
};

const keys = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

/** Opens the palette; so does Ctrl K, anywhere. */
export function FindButton() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      void open();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const Palette = palette.value;
  return (
    <>
      <button class="find" type="button" aria-keyshortcuts="Control+K Meta+K" onClick={open}>
        <Search size={20} strokeWidth={1.5} aria-hidden="true" />
        <span>{t('palette.find')}</span>
        <span class="find-keys" aria-hidden="true">
          {keys}
        </span>
      </button>
      {Palette && <Palette onClose={close} />}
    </>
  );
}
