import type { Room } from '@percloud/contract/health';
import { appName } from '../../apps/app-name.ts';
import { ago, bytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { findApp, room } from '../../state/live.ts';
import './room-bar.css';

interface Part {
  app: string;
  name: string;
  color: string | undefined;
  sizeBytes: number;
  snapshotsBytes: number;
}

/** How much room is left, and who holds the rest: a single bar, with the same in words for whoever wants to know. */
export function RoomBar() {
  if (!room.value) return null;
  const { totalBytes, freeBytes, otherBytes, measuredAt } = room.value;
  const parts = partsOf(room.value);
  return (
    <section class="stack-tight" aria-labelledby="room">
      <h2 id="room">{t('room.title')}</h2>
      <div class="room-bar" aria-hidden="true">
        {parts.map(({ app, color, sizeBytes }) => (
          <span key={app} style={{ flexGrow: sizeBytes / totalBytes, background: color }} />
        ))}
        <span class="room-other" style={{ flexGrow: otherBytes / totalBytes }} />
        <span class="room-free" style={{ flexGrow: freeBytes / totalBytes }} />
      </div>
      <details>
        <summary>{t('room.left', { free: bytes(freeBytes), total: bytes(totalBytes) })}</summary>
        <ul class="stack-tight small">
          {parts.map(({ app, name, sizeBytes, snapshotsBytes }) => (
            <li key={app}>
              {t('room.app', { name, size: bytes(sizeBytes) })}
              {snapshotsBytes > 0 && <span class="quiet"> · {t('room.snapshots', { size: bytes(snapshotsBytes) })}</span>}
            </li>
          ))}
          <li>{t('room.other', { size: bytes(otherBytes) })}</li>
        </ul>
        {measuredAt && <p class="quiet small">{t('room.measured', { when: ago(measuredAt) })}</p>}
      </details>
    </section>
  );
}

/** The largest first. */
const partsOf = ({ apps }: Room): Part[] =>
  apps
    .flatMap(({ app, bytes: now, snapshotsBytes }) => {
      const known = findApp(app);
      return known ? { app, name: appName(known), color: known.color, sizeBytes: now + snapshotsBytes, snapshotsBytes } : [];
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
