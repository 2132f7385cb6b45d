import type { App, AppRelease } from '@percloud/contract/apps';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { versionName } from '../../apps/app-text.ts';
import { PermissionList } from '../../apps/permission-list.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Check } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { inMyLanguage, t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { notesUpTo } from './notes-up-to.ts';

/** Everything that changes between the version that runs and this one; when it wants to do more, the question whether it may. */
export function UpgradeDialog({ app, version, onClose }: { app: App; version: string; onClose: () => void }) {
  const params = { percloud: app.percloud, app: app.id };
  const { value: releases, problem } = useFetched(() => call('listAppReleases', { params }), [app.version]);
  const agreed = useSignal(false);
  const action = useAction();
  const wanted = releases.value?.find((release) => release.version === version);
  const needsYes = wanted !== undefined && wanted.widens.length > 0;
  const upgrade = async () => {
    const accept = agreed.value ? wanted?.widens : [];
    if (await action.start(() => call('upgradeApp', { params, body: { version, accept } }))) onClose();
  };
  return (
    <Confirm
      title={t('update.title', { version })}
      verb={t('update.now')}
      disabled={!wanted || (needsYes && !agreed.value)}
      action={action}
      onConfirm={upgrade}
      onClose={onClose}
    >
      {problem && <ProblemNotice problem={problem} />}
      <p>{t('update.safe')}</p>
      {wanted && <Permissions release={wanted} agreed={agreed.value} onAgree={(yes) => (agreed.value = yes)} />}
      {wanted && <Notes releases={notesUpTo(wanted, releases.value ?? [])} />}
    </Confirm>
  );
}

function Permissions({ release, agreed, onAgree }: { release: AppRelease; agreed: boolean; onAgree: (yes: boolean) => void }) {
  const { widens, narrows, permissionsReason } = release;
  return (
    <>
      {widens.length > 0 && (
        <section class="card stack" aria-labelledby="widens">
          <h3 id="widens">{t('update.widens')}</h3>
          <PermissionList permissions={widens} />
          {permissionsReason && <p class="quiet">{t('permissions.reason', { reason: inMyLanguage(permissionsReason) })}</p>}
          <Check label={t('update.agree')} checked={agreed} onInput={onAgree} />
        </section>
      )}
      {narrows.length > 0 && (
        <section class="card stack" aria-labelledby="narrows">
          <h3 id="narrows">{t('update.narrows')}</h3>
          <PermissionList permissions={narrows} />
        </section>
      )}
      {widens.length + narrows.length === 0 && <p class="quiet">{t('update.same-permissions')}</p>}
    </>
  );
}

const Notes = ({ releases }: { releases: readonly AppRelease[] }) => (
  <section class="stack-tight" aria-labelledby="notes">
    <h3 id="notes">{t('update.notes')}</h3>
    {releases.length === 0 && <p class="quiet">{t('update.no-notes')}</p>}
    {releases.map(
      ({ version, releaseNotes }) =>
        releaseNotes && (
          <div key={version}>
            {releases.length > 1 && <p class="field-label">{versionName(version)}</p>}
            <p class="prose" dir="auto">
              {inMyLanguage(releaseNotes)}
            </p>
          </div>
        ),
    )}
  </section>
);
