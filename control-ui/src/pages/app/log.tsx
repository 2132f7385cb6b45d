import type { App } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { addressOf } from '../../api.ts';
import { Choice } from '../../components/field.tsx';
import { t } from '../../i18n/i18n.ts';
import { readLines } from './read-lines.ts';

const keptLines = 1_000;

/** What the app writes while it runs, as it comes. */
export function Log({ app, services }: { app: App; services: readonly string[] }) {
  const service = useSignal(services[0] ?? '');
  const lines = useSignal<readonly string[]>([]);
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const end = new AbortController();
    lines.value = [];
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
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 120) element.scrollTop = element.scrollHeight;
  }, [lines.value]);

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
        value={lines.value.length === 0 ? t('details.log-empty') : lines.value.join('\n')}
      />
    </section>
  );
}
