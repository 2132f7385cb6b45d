import type { Box, Sample } from '@percloud/contract/box';
import { Cable, type LucideIcon, Plug, Unplug, Wifi, WifiOff } from 'lucide-preact';
import { StateLine } from '../../components/state-line.tsx';
import { memory } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { BoardDrawing } from './board-drawing.tsx';
import { celsius, warmth } from './figures.ts';

/** The machine as a thing: how it looks, how warm it is, what is plugged in. */
export function MachineCard({ box, now }: { box: Box; now: Sample | undefined }) {
  const { cores, model } = box.processor;
  return (
    <section class="card machine" aria-labelledby="machine">
      {box.board && <BoardDrawing box={box} board={box.board} />}
      <div class="stack">
        <div>
          <h2 id="machine">{box.model || t('box.unnamed')}</h2>
          <p class="quiet">
            {[model, t('box.cores', { count: cores }), t('box.of-memory', { size: memory(box.memoryBytes) })].filter(Boolean).join(' · ')}
          </p>
        </div>
        <Warmth box={box} now={now} />
        <ul class="stack-tight" aria-label={t('box.plugged-in')}>
          {box.networkCards.map((card) => (
            <Plugged key={card.name} sign={cardSign(card)} name={cardName(card)} />
          ))}
          {box.usbDevices.map((name, index) => (
            // Two sticks of a kind have one name.
            <Plugged key={`${name} ${index}`} sign={Plug} name={name} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Warmth({ box: { temperature }, now }: { box: Box; now: Sample | undefined }) {
  if (!temperature) return <p class="quiet">{t('box.no-sensor')}</p>;
  const degrees = now?.temperatureCelsius;
  if (degrees === null || degrees === undefined) return null;
  const { tone, words } = warmth(degrees, temperature);
  return <StateLine tone={tone}>{t('box.warmth.now', { degrees: celsius(degrees), words })}</StateLine>;
}

const Plugged = ({ sign: Sign, name }: { sign: LucideIcon; name: string }) => (
  <li class="plugged">
    <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
    <span>{name}</span>
  </li>
);

type Card = Box['networkCards'][number];

const cardSign = ({ kind, connected }: Card) => (kind === 'cable' ? (connected ? Cable : Unplug) : connected ? Wifi : WifiOff);

function cardName({ kind, connected, megabitsPerSecond }: Card) {
  if (kind === 'wifi') return connected ? t('box.wifi') : t('box.no-wifi');
  if (!connected) return t('box.no-cable');
  if (megabitsPerSecond === null) return t('box.cable');
  const speed = megabitsPerSecond >= 1000 ? `${megabitsPerSecond / 1000} Gbit/s` : `${megabitsPerSecond} Mbit/s`;
  return t('box.cable-with-speed', { speed });
}
