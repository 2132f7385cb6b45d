import type { Disk } from '@percloud/contract/box';
import { Cloud, HardDrive, type LucideIcon, MemoryStick, Microchip, Usb } from 'lucide-preact';
import { StateLine } from '../../components/state-line.tsx';
import { bytes } from '../../i18n/format.ts';
import { type Sentence, t } from '../../i18n/i18n.ts';
import { celsius } from './figures.ts';

const signs: Record<Disk['kind'], LucideIcon> = { ssd: Microchip, hdd: HardDrive, 'sd-card': MemoryStick, usb: Usb, virtual: Cloud };
const kinds: Record<Disk['kind'], Sentence> = {
  ssd: 'box.disk-kind.ssd',
  hdd: 'box.disk-kind.hdd',
  'sd-card': 'box.disk-kind.sd-card',
  usb: 'box.disk-kind.usb',
  virtual: 'box.disk-kind.virtual',
};
/** From here on it is worth a look. */
const nearlyFull = 0.9;

/** A disk as an object one could point at. */
export function DiskCard({ disk }: { disk: Disk }) {
  const Sign = signs[disk.kind];
  const name = t('box.disk-name', { kind: t(kinds[disk.kind]), size: bytes(disk.sizeBytes) });
  return (
    <li class="card disk">
      <Sign size={32} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <div>
          <h3>{name}</h3>
          <p class="quiet small disk-model">{[disk.model, disk.device].filter(Boolean).join(' · ')}</p>
        </div>
        <Fill disk={disk} name={name} />
        {disk.holds.length > 0 && <p>{holdsText(disk)}</p>}
        <Health disk={disk} />
      </div>
    </li>
  );
}

function Fill({ disk: { usedBytes, freeBytes }, name }: { disk: Disk; name: string }) {
  if (usedBytes === null || freeBytes === null) return <p class="quiet">{t('box.not-in-use')}</p>;
  const share = usedBytes / Math.max(usedBytes + freeBytes, 1);
  return (
    <>
      <progress class="disk-fill" value={share} data-full={share > nearlyFull} aria-label={t('box.how-full', { name })} />
      <p>{t('box.fill', { used: bytes(usedBytes), free: bytes(freeBytes) })}</p>
    </>
  );
}

function holdsText({ holds }: Disk) {
  if (holds.length > 1) return t('box.holds.both');
  return holds[0] === 'data' ? t('box.holds.data') : t('box.holds.system');
}

function Health({ disk: { health, temperatureCelsius, kind } }: { disk: Disk }) {
  const warm = temperatureCelsius === null ? '' : ` · ${celsius(temperatureCelsius)}`;
  if (health === 'good') return <StateLine tone="good">{`${t('box.health.good')}${warm}`}</StateLine>;
  if (health === 'failing') return <StateLine tone="bad">{t('box.health.failing')}</StateLine>;
  // A disk that is made of another one has no health of its own.
  return kind === 'virtual' ? null : <p class="quiet small">{`${t('box.health.unknown')}${warm}`}</p>;
}
