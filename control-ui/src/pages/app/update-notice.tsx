import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Sparkles } from 'lucide-preact';
import { Button } from '../../components/button.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { UpgradeDialog } from './upgrade-dialog.tsx';

/** A newer version is there: what is new, and the way to all of it. */
export function UpdateNotice({ app, update }: { app: App; update: NonNullable<App['update']> }) {
  const looking = useSignal(false);
  return (
    <section class="notice" data-tone="notice" aria-labelledby="update">
      <Sparkles size={24} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <h2 id="update">{t('update.title', { version: update.version })}</h2>
        {update.releaseNotes && <p dir="auto">{inMyLanguage(update.releaseNotes)}</p>}
        {update.widens.length > 0 && <p>{t('update.asks')}</p>}
        <div class="row">
          <Button
            disabled={app.operation !== null}
            onClick={() => {
              looking.value = true;
            }}
          >
            {t('update.look')}
          </Button>
        </div>
      </div>
      {looking.value && (
        <UpgradeDialog
          app={app}
          version={update.version}
          onClose={() => {
            looking.value = false;
          }}
        />
      )}
    </section>
  );
}
