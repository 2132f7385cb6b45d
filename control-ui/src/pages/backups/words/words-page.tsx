import type { Target } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import { PageHead } from '../../../components/page-head.tsx';
import { t } from '../../../i18n/i18n.ts';
import { InPlace } from '../in-place.tsx';
import { AskedForThree } from './asked-for-three.tsx';
import { Done } from './done.tsx';
import { Explained } from './explained.tsx';
import { KnownWords } from './known-words.tsx';
import { RecoveryKit } from './recovery-kit.tsx';
import { ShownOnce } from './shown-once.tsx';
import type { Stage } from './stage.ts';

/** The owner's own key to the backups in a place: made, shown once, and said back in part. */
export const WordsPage = () => {
  const { params } = useRoute();
  return <InPlace target={params.target}>{(props) => <Words key={props.target.id} {...props} />}</InPlace>;
};

interface WordsProps {
  percloud: string;
  target: Target;
  again: () => Promise<void>;
}

function Words({ percloud, target, again }: WordsProps) {
  const stage = useSignal<Stage>({ at: 'explained' });
  const params = { percloud, target: target.id };
  const onDone = () => {
    stage.value = { at: 'done' };
    void again();
  };
  const now = stage.value;
  return (
    <>
      <div class="stack-wide on-screen">
        <PageHead title={t('words.title')}>
          <p>{t('words.text')}</p>
        </PageHead>
        {now.at === 'explained' && <Explained params={params} target={target} stage={stage} />}
        {now.at === 'known' && <KnownWords params={params} stage={stage} onDone={onDone} />}
        {now.at === 'shown' && <ShownOnce words={now.words} ask={now.ask} stage={stage} />}
        {now.at === 'asked' && <AskedForThree params={params} ask={now.ask} stage={stage} onDone={onDone} />}
        {now.at === 'done' && <Done params={params} />}
      </div>
      {now.at === 'shown' && <RecoveryKit target={target} words={now.words} picture={now.picture} />}
    </>
  );
}
