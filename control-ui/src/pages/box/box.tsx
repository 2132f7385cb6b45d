import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { PageHead } from '../../components/page-head.tsx';
import { duration } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { isOperator } from '../../state/session.ts';
import { NotFound } from '../not-found.tsx';
import { Care } from './care/care.tsx';
import { OutgoingMailCard } from './care/outgoing-mail.tsx';
import { OwnerAwaited } from './care/owner-awaited.tsx';
import { SshAccessCard } from './care/ssh-access.tsx';
import { Chart } from './chart.tsx';
import { DiskCard } from './disk-card.tsx';
import { FigureChoice } from './figure-choice.tsx';
import type { Figure } from './figures.ts';
import { MachineCard } from './machine-card.tsx';
import { box, boxNow, samples, watchBox } from './watch-box.ts';
import './box.css';

/** The machine itself, for who looks after it. */
export const BoxPage = () => (isOperator.value ? <Machine /> : <NotFound />);

/** After three looks that didn't come, what was is no longer what is. */
const freshMs = 7_000;
const tickMs = 2_000;

function Machine() {
  const chosen = useSignal<Figure>('processor');
  const tick = useSignal(0);
  useEffect(watchBox, []);
  useEffect(() => {
    const timer = setInterval(() => {
      tick.value += 1;
    }, tickMs);
    return () => clearInterval(timer);
  }, []);
  void tick.value;

  const known = box.value;
  if (!known)
    return (
      <PageHead title={t('box.title')}>
        <p class="quiet" role="status">
          {t('box.asking')}
        </p>
      </PageHead>
    );
  const last = samples.value.at(-1);
  const now = last && boxNow() - Date.parse(last.at) < freshMs ? last : undefined;
  return (
    <div class="stack-wide">
      <PageHead title={t('box.title')}>
        <p class="quiet">
          {t('box.running-for', { time: duration((boxNow() - Date.parse(known.startedAt)) / 1000), name: known.hostname })}
        </p>
      </PageHead>
      <OwnerAwaited />
      <MachineCard box={known} now={now} />
      <section class="card stack" aria-labelledby="now">
        <h2 id="now">{t('box.now')}</h2>
        <FigureChoice
          box={known}
          now={now}
          chosen={chosen.value}
          onChoose={(figure) => {
            chosen.value = figure;
          }}
        />
        <Chart box={known} figure={chosen.value} />
      </section>
      <section class="stack" aria-labelledby="disks">
        <h2 id="disks">{t('box.disks')}</h2>
        {known.disks.length === 0 ? (
          <p class="quiet">{t('box.no-disks')}</p>
        ) : (
          <ul class="disks">
            {known.disks.map((disk) => (
              <DiskCard key={disk.device} disk={disk} />
            ))}
          </ul>
        )}
      </section>
      <section class="stack" aria-labelledby="versions">
        <h2 id="versions">{t('box.versions')}</h2>
        <dl class="facts small">
          {Object.entries(known.versions).map(([name, version]) => (
            <div class="version" key={name}>
              <dt>{programNames[name] ?? name}</dt>
              <dd>{version}</dd>
            </div>
          ))}
        </dl>
      </section>
      <OutgoingMailCard />
      <SshAccessCard />
      <Care box={known} />
    </div>
  );
}

const programNames: Record<string, string> = {
  percloud: 'Percloud',
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  linux: 'Linux',
  docker: 'Docker',
  caddy: 'Caddy',
  node: 'Node.js',
};
