import type { Box } from '@percloud/contract/box';
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fetchModule } from '../../fetch-module.ts';
import { language, type Sentence, t } from '../../i18n/i18n.ts';
import { appearance } from '../../state/appearance.ts';
import type { drawChart } from './draw-chart.ts';
import { amount, type Figure, figureParts } from './figures.ts';
import { type Columns, columnsOf, summarise } from './series.ts';
import { boxNow, samples } from './watch-box.ts';

const minuteMs = 60_000;
const spans = [10, 120] as const;
type Span = (typeof spans)[number];
const redrawMs = 2_000;
const halfMinuteMs = 30_000;

/** The two lines of a figure, where it has two. */
const lineNames: Record<Figure, readonly Sentence[]> = {
  processor: [],
  memory: [],
  temperature: [],
  disk: ['box.read', 'box.written'],
  network: ['box.received', 'box.sent'],
};

/** One figure over time: a canvas for the eye, a sentence for everybody. */
export function Chart({ box, figure }: { box: Box; figure: Figure }) {
  const span = useSignal<Span>(10);
  const pointed = useSignal<string>('');
  const canvas = useRef<HTMLDivElement>(null);
  const { format, least } = figureParts[figure];
  const names = lineNames[figure];

  useEffect(() => {
    let chart: ReturnType<typeof drawChart> | undefined;
    let gone = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    void fetchModule(() => import('./draw-chart.ts')).then(({ drawChart }) => {
      if (gone || !canvas.current) return;
      const drawn = drawChart(canvas.current, {
        format,
        least: least(box),
        lines: Math.max(names.length, 1),
        // The right edge is now: what is not known leaves a gap there.
        span: () => [(boxNow() - span.peek() * minuteMs) / 1000, boxNow() / 1000],
        onPoint: (row) => {
          const at = row === null ? undefined : shown[0][row];
          pointed.value =
            at === undefined
              ? ''
              : describe(
                  at,
                  shown.slice(1).map((line) => line[row ?? 0] ?? null),
                  figure,
                );
        },
      });
      let shown: Columns = [[]];
      const show = () => {
        shown = columnsOf(samples.peek(), figure, span.peek() === 120 ? halfMinuteMs : undefined);
        drawn.show(shown);
      };
      show();
      timer = setInterval(show, redrawMs);
      chart = drawn;
    });
    return () => {
      gone = true;
      clearInterval(timer);
      chart?.end();
    };
  }, [figure, span.value, language(), appearance.value, box.memoryBytes]);

  return (
    <div class="stack-tight">
      <div class="row-between chart-head">
        <fieldset class="spans">
          <legend class="visually-hidden">{t('box.span')}</legend>
          {spans.map((minutes) => (
            <label key={minutes}>
              <input
                type="radio"
                name="span"
                checked={span.value === minutes}
                onChange={() => {
                  span.value = minutes;
                }}
              />
              <span>{t(spanNames[minutes])}</span>
            </label>
          ))}
        </fieldset>
        <p class="small" aria-hidden="true">
          {pointed.value}
        </p>
      </div>
      <div class="chart" role="img" aria-labelledby="chart-summary" ref={canvas} />
      {names.length > 0 && (
        <ul class="row small chart-lines" aria-hidden="true">
          {names.map((name, line) => (
            <li key={name} class="row">
              <svg width="28" height="8" aria-hidden="true">
                <line x1="0" y1="4" x2="28" y2="4" data-line={line} />
              </svg>
              {t(name)}
            </li>
          ))}
        </ul>
      )}
      <SummarySentence figure={figure} minutes={span.value} />
    </div>
  );
}

const spanNames: Record<Span, Sentence> = { 10: 'box.last-10-minutes', 120: 'box.last-2-hours' };

/** For who can't see the chart, and for who likes words. Said anew once a minute: a voice that never stops helps nobody. */
function SummarySentence({ figure, minutes }: { figure: Figure; minutes: Span }) {
  const minute = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      minute.value += 1;
    }, minuteMs);
    return () => clearInterval(timer);
  }, []);
  // What the box tells first comes a moment after the page.
  const begun = useComputed(() => samples.value.length > 0);
  void [minute.value, begun.value];
  const from = new Date(boxNow() - minutes * minuteMs).toISOString();
  const lines = summarise(
    samples.peek().filter(({ at }) => at >= from),
    figure,
  );
  const { format, flows } = figureParts[figure];
  const [first, second] = lines;
  const when = t(spanNames[minutes]);
  const text = !first
    ? t('box.nothing-known')
    : flows
      ? t(figure === 'disk' ? 'box.summary.disk' : 'box.summary.network', { when, in: amount(first.sum), out: amount(second?.sum ?? 0) })
      : t('box.summary.range', { when, least: format(first.least), most: format(first.most) });
  return (
    <p id="chart-summary" class="quiet" role="status">
      {text}
    </p>
  );
}

/** "14:03:20 · 12 %", of the place the pointer is at. */
function describe(seconds: number, values: readonly (number | null)[], figure: Figure) {
  const clock = new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const told = values.map((value, line) => {
    const name = lineNames[figure][line];
    const amountText = value === null ? '–' : figureParts[figure].format(value);
    return name ? `${t(name)} ${amountText}` : amountText;
  });
  return `${clock.format(seconds * 1000)} · ${told.join(' · ')}`;
}
