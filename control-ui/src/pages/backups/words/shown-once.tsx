import { Printer } from 'lucide-preact';
import { Button } from '../../../components/button.tsx';
import { t } from '../../../i18n/i18n.ts';
import type { StageProps } from './stage.ts';
import { WordGrid } from './word-grid.tsx';

interface ShownOnceProps extends Pick<StageProps, 'stage'> {
  words: readonly string[];
  ask: readonly number[];
}

export const ShownOnce = ({ words, ask, stage }: ShownOnceProps) => (
  <section class="card stack" aria-labelledby="shown">
    <h2 id="shown">{t('words.these')}</h2>
    <p>{t('words.once')}</p>
    <WordGrid words={words} />
    <div class="row">
      <Button onClick={() => print()}>
        <Printer size={20} strokeWidth={1.5} aria-hidden="true" />
        {t('words.print')}
      </Button>
      <Button
        kind="primary"
        onClick={() => {
          stage.value = { at: 'asked', ask };
        }}
      >
        {t('words.noted')}
      </Button>
    </div>
  </section>
);
