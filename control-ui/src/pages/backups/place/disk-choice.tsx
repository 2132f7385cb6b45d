import type { BackupDisk } from '@percloud/contract/backups';
import type { ProblemDocument } from '@percloud/contract/problems';
import type { Signal } from '@preact/signals';
import { Usb } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { Empty } from '../../../components/empty.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RadioChoice } from '../../../components/radio-choice.tsx';
import { bytes } from '../../../i18n/format.ts';
import { t } from '../../../i18n/i18n.ts';
import { isolated } from '../../../i18n/isolated.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { useFetched } from '../../../state/use-fetched.ts';
import type { PlaceDraft } from './place-draft.ts';

interface DiskChoiceProps {
  draft: Signal<PlaceDraft>;
  problem: ProblemDocument | undefined;
}

/** The disks that are plugged in right now. */
export function OwnDisks({ percloud, ...props }: DiskChoiceProps & { percloud: string }) {
  const { value: disks, problem: unasked, again } = useFetched(() => call('listBackupDisks', { params: { percloud } }), [percloud]);
  const looking = useAction();
  const lookAgain = (
    <Button disabled={looking.busy} onClick={() => looking.run(again)}>
      {t('place.disk.again')}
    </Button>
  );
  if (unasked) return <ProblemNotice problem={unasked}>{lookAgain}</ProblemNotice>;
  if (disks.value)
    return (
      <DiskChoice {...props} disks={disks.value}>
        {lookAgain}
      </DiskChoice>
    );
  return (
    <p class="quiet" role="status">
      {t('place.disk.asking')}
    </p>
  );
}

interface DisksProps extends DiskChoiceProps {
  disks: readonly BackupDisk[];
  /** The button that looks again. */
  children: ComponentChildren;
}

export const DiskChoice = ({ disks, draft, problem, children }: DisksProps) =>
  disks.length === 0 ? (
    <Empty sign={Usb} text={t('place.disk.none')}>
      {children}
    </Empty>
  ) : (
    <>
      <RadioChoice
        label={t('place.disk.which')}
        value={draft.value.fileSystem}
        choices={disks.map((disk) => ({ value: disk.fileSystem, label: isolated(disk.name), text: sizeText(disk) }))}
        onInput={(fileSystem) => {
          draft.value = { ...draft.value, fileSystem };
        }}
        wrong={fieldProblem(problem, 'place.fileSystem')}
      />
      <p>{children}</p>
    </>
  );

const sizeText = ({ sizeBytes, freeBytes }: BackupDisk) =>
  freeBytes === null ? bytes(sizeBytes) : t('place.disk.size', { size: bytes(sizeBytes), free: bytes(freeBytes) });
