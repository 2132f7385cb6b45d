import { PermissionList } from '../../apps/permission-list.tsx';
import { moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { mayChange } from '../../state/session.ts';
import type { TabProps } from './app-page.tsx';
import { Devices } from './devices.tsx';
import { LastProblem } from './last-problem.tsx';
import { Power } from './power.tsx';
import { Remove } from './remove.tsx';
import { Takes } from './takes.tsx';
import { UpdateNotice } from './update-notice.tsx';

export function Overview({ app, detail }: TabProps) {
  return (
    <div class="stack-wide">
      <LastProblem app={app} />
      {app.update && mayChange.value && <UpdateNotice app={app} update={app.update} />}
      {app.devices && <Devices app={app} />}
      <Takes app={app} detail={detail} />
      <section class="card stack" aria-labelledby="about">
        <h2 id="about">{t('app.about')}</h2>
        <dl class="facts">
          <dt>{t('catalog.program')}</dt>
          <dd dir="auto">{app.program}</dd>
          <dt>{t('catalog.version')}</dt>
          <dd>{app.version}</dd>
          <dt>{t('app.address')}</dt>
          <dd>{new URL(app.url).host}</dd>
          <dt>{t('app.installed')}</dt>
          <dd>{moment(app.installedAt)}</dd>
        </dl>
        <h3>{t('permissions.title')}</h3>
        <PermissionList permissions={detail.permissions} />
      </section>
      {mayChange.value && <Power app={app} />}
      {mayChange.value && <Remove app={app} />}
    </div>
  );
}
