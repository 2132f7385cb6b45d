import type { Signal } from '@preact/signals';
import { TextArea } from '../../../components/text-area.tsx';
import { t } from '../../../i18n/i18n.ts';
import { wordCount, wordsIn } from './count-words.ts';

/** Twenty-four words, however they are typed; how many there are is said while they are. */
export const WordsField = ({ typed, wrong }: { typed: Signal<string>; wrong: string | undefined }) => (
  <div class="stack-tight">
    <TextArea
      label={t('words.typed')}
      help={t('words.typed-help')}
      rows={5}
      value={typed.value}
      onInput={(value) => {
        typed.value = value;
      }}
      wrong={wrong}
    />
    <p class="small" role="status">
      {t('words.counted', { count: wordsIn(typed.value).length, of: wordCount })}
    </p>
  </div>
);
