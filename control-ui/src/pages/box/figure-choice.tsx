import type { Box, Sample } from '@percloud/contract/box';
import { Cpu, HardDrive, type LucideIcon, MemoryStick, Network, Thermometer } from 'lucide-preact';
import { type Sentence, t } from '../../i18n/i18n.ts';
import { type Figure, figureParts, figures } from './figures.ts';

const signs: Record<Figure, LucideIcon> = {
  processor: Cpu,
  memory: MemoryStick,
  temperature: Thermometer,
  disk: HardDrive,
  network: Network,
};
const names: Record<Figure, Sentence> = {
  processor: 'box.processor',
  memory: 'box.memory',
  temperature: 'box.temperature',
  disk: 'box.disk',
  network: 'box.network',
};

interface FigureChoiceProps {
  box: Box;
  /** Undefined while nobody knows how things are now. */
  now: Sample | undefined;
  chosen: Figure;
  onChoose: (figure: Figure) => void;
}

/** How things are now, each of them the way to its chart. */
export const FigureChoice = ({ box, now, chosen, onChoose }: FigureChoiceProps) => (
  <fieldset class="figures">
    <legend class="visually-hidden">{t('box.choose')}</legend>
    {figures
      .filter((figure) => figure !== 'temperature' || box.temperature)
      .map((figure) => {
        const Sign = signs[figure];
        return (
          <label key={figure}>
            <input
              type="radio"
              name="figure"
              checked={figure === chosen}
              onChange={() => onChoose(figure)}
              aria-labelledby={`figure-${figure}`}
              aria-describedby={`now-${figure}`}
            />
            <span class="figure-name">
              <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
              <span id={`figure-${figure}`}>{t(names[figure])}</span>
            </span>
            <span class="figure-now" id={`now-${figure}`}>
              {nowText(figure, now)}
            </span>
          </label>
        );
      })}
  </fieldset>
);

/** Where there are two lines, what flows in and out together. */
function nowText(figure: Figure, now: Sample | undefined) {
  const { values, format } = figureParts[figure];
  const known = now ? values(now).filter((value) => value !== null) : [];
  return known.length === 0 ? '–' : format(known.reduce((sum, value) => sum + value, 0));
}
