import { CopyText } from '../../../components/copy-text.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { t } from '../../../i18n/i18n.ts';
import { useFetched } from '../../../state/use-fetched.ts';

/** What a server has to know before the box can sign in there. */
export function SshKey({ ask }: { ask: () => Promise<{ publicKey: string }> }) {
  const { value: key, problem } = useFetched(ask, []);
  return (
    <div class="stack-tight">
      <p class="field-label">{t('place.ssh-key')}</p>
      <p class="quiet small">{t('place.ssh-key-text')}</p>
      {problem && <ProblemNotice problem={problem} />}
      {key.value && <CopyText text={key.value.publicKey} label={t('place.ssh-key')} />}
    </div>
  );
}
