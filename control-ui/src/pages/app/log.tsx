import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { Pause, Play } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-text.tsx';
import { Choice } from '../../components/field.tsx';
import { t } from '../../i18n/i18n.ts';
import { readLines } from './read-lines.ts';

const keptLines = 1_000;

/** What the app writes while it runs, as it comes; it can be held to read in peace. */
export function Log({ app, services }: { app: App; services: readonly string[] }) {
  const service = useSignal(services[0] ?? '');
  const lines = useSignal<readonly string[]>([]);
  /** What was there when it was held. */
  const held = useSignal<readonly string[] | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const atEnd = useRef(true);
  const shown = held.value ?? lines.value;
  const Sign = held.value ? Play : Pause;

  useEffect(() => {
    const end = new AbortController();
    lines.value = [];
    held.value = undefined;
    const url = addressOf('getAppLogs', {
      params: { percloud: app.percloud, app: app.id },
      query: { service: service.value || undefined, follow: 'true' },
    });
    void readLines(url, end.signal, (more) => {
      lines.value = [...lines.value, ...more].slice(-keptLines);
    });
    return () => end.abort();
  }, [app.id, service.value]);

  // Goes along with the newest line, unless the person has scrolled up to read.
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [shown]);

  return (
    <section class="card stack" aria-labelledby="log">
      <h2 id="log">{t('details.log')}</h2>
      {services.length > 1 && (
        <Choice
          label={t('details.part')}
          value={service.value}
          onInput={(value) => {
            service.value = value;
          }}
          choices={services.map((value) => ({ value, label: value }))}
        />
      )}
      {/* A text field scrolls and gives its text away by keyboard too. */}
      <textarea
        class="log"
        ref={box}
        readOnly
        spellcheck={false}
        aria-labelledby="log"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
        value={shown.length === 0 ? t('details.log-empty') : shown.join('\n')}
      />
      <div class="row">
        <Button
          onClick={() => {
            held.value = held.value ? undefined : lines.value;
          }}
        >
          <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
          {t(held.value ? 'details.log-go-on' : 'details.log-hold')}
        </Button>
        <CopyButton text={shown.join('\n')} label={t('details.log')} />
      </div>
    </section>
  );
}
