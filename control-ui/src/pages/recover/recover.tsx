import type { FoundPercloud } from '@percloud/contract/recovery';
import { useSignal } from '@preact/signals';
import { Alone } from '../../components/alone.tsx';
import { LanguageChoice } from '../../components/language-choice.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { t } from '../../i18n/i18n.ts';
import { emptyPlace } from '../backups/place/place-draft.ts';
import { ChooseBackup } from './choose-backup.tsx';
import { OpenPlace } from './open-place.tsx';

export interface Recovery {
  id: string;
  perclouds: readonly FoundPercloud[];
}

/** Somebody comes to an empty box with their recovery kit. */
export function Recover() {
  const opened = useSignal<Recovery | undefined>(undefined);
  const draft = useSignal(emptyPlace('disk'));
  if (opened.value)
    return (
      <Alone>
        <PageHead title={t('recover.found')}>
          <p>{t('recover.found-text')}</p>
        </PageHead>
        <ChooseBackup
          recovery={opened.value}
          onBack={() => {
            opened.value = undefined;
          }}
        />
      </Alone>
    );
  return (
    <Alone>
      <PageHead title={t('recover.title')}>
        <p>{t('recover.text')}</p>
      </PageHead>
      <LanguageChoice />
      <OpenPlace
        draft={draft}
        onOpen={(recovery) => {
          opened.value = recovery;
        }}
      />
      <p>
        <a href="/claim">{t('recover.back')}</a>
      </p>
    </Alone>
  );
}
