import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { language } from '../../i18n/i18n.ts';
import type { Columns } from './series.ts';

interface ChartOptions {
  format: (value: number) => string;
  /** Shown at least. */
  least: readonly [from: number, to: number];
  lines: number;
  /** Both ends of the time shown, in seconds. */
  span: () => [from: number, to: number];
  /** The row below the pointer; null when it has left. */
  onPoint: (row: number | null) => void;
}

const font = '14px system-ui, sans-serif';
const digitWidth = 8;
const height = 240;

/** A line chart on a canvas, in the colours of the page, also when these change. */
export function drawChart(element: HTMLElement, options: ChartOptions) {
  // Canvas knows no variables: a real property resolves them, light or dark.
  const color = (name: string) => () => {
    element.style.color = `var(--${name})`;
    return getComputedStyle(element).color;
  };
  const axis = { font, stroke: color('quiet'), grid: { stroke: color('line'), width: 1 }, ticks: { show: false } };
  const clock = new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' });
  const chart = new uPlot(
    {
      width: element.clientWidth,
      height,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 8 } },
      scales: {
        x: { time: true, range: options.span },
        y: { range: (_, __, most) => [options.least[0], Math.max(options.least[1], most * 1.1)] },
      },
      series: [
        {},
        ...Array.from({ length: options.lines }, (_, line) => ({
          stroke: color(line === 0 ? 'brand' : 'notice'),
          width: 2,
          // Told apart without colour, too.
          dash: line === 0 ? undefined : [6, 4],
          points: { show: false },
        })),
      ],
      axes: [
        { ...axis, size: 32, space: 88, values: (_, times) => times.map((time) => clock.format(time * 1000)) },
        {
          ...axis,
          size: (_, texts) => 16 + digitWidth * Math.max(...(texts ?? ['']).map(({ length }) => length)),
          space: 48,
          values: (_, values) => values.map(options.format),
        },
      ],
      hooks: { setCursor: [({ cursor }) => options.onPoint(cursor.idx ?? null)] },
    },
    [[]],
    element,
  );
  const fit = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
  fit.observe(element);
  const redraw = () => chart.redraw(false);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', redraw);
  return {
    show: (columns: Columns) => chart.setData(columns),
    redraw,
    end() {
      fit.disconnect();
      scheme.removeEventListener('change', redraw);
      chart.destroy();
    },
  };
}
