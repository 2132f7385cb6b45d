import type { BackupDisk } from '@percloud/contract/backups';
import type { ProblemDocument } from '@percloud/contract/problems';
import { type Signal, useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';
import { DiskChoice } from '../backups/place/disk-choice.tsx';
import type { PlaceDraft } from '../backups/place/place-draft.ts';

interface FoundDisksProps {
  /** The claim code: without it nobody is told what is plugged in. */
  code: string;
  draft: Signal<PlaceDraft>;
  problem: ProblemDocument | undefined;
}

export function FoundDisks({ code, draft, problem }: FoundDisksProps) {
  const disks = useSignal<BackupDisk[] | undefined>(undefined);
  const looking = useAction();
  const look = () =>
    looking.run(async () => {
      disks.value = await call('listRecoveryDisks', { body: { code } });
      const [only, ...others] = disks.value;
      if (only && others.length === 0) draft.value = { ...draft.value, fileSystem: only.fileSystem };
    });
  const lookAgain = (
    <Button disabled={looking.busy || code.trim() === ''} onClick={look}>
      {t(disks.value ? 'place.disk.again' : 'recover.look')}
    </Button>
  );
  return (
    <div class="stack-tight">
      {looking.problem && <ProblemNotice problem={looking.problem} />}
      {disks.value ? (
        <DiskChoice disks={disks.value} draft={draft} problem={problem}>
          {lookAgain}
        </DiskChoice>
      ) : (
        <>
          <p class="quiet small">{t('recover.look-help')}</p>
          <p>{lookAgain}</p>
        </>
      )}
    </div>
  );
}
