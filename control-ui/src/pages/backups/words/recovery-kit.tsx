import type { Target } from '@percloud/contract/backups';
import type { FunctionComponent } from 'preact';
import { language, t } from '../../../i18n/i18n.ts';
import { percloud } from '../../../state/session.ts';
import { WordGrid } from './word-grid.tsx';
import '../../catalog/catalog.css';
import './recovery-kit.css';

export type Picture = FunctionComponent<{ text: string; label: string }>;

interface RecoveryKitProps {
  target: Target;
  words: readonly string[];
  /** Draws the words to scan; the kit is whole without it. */
  picture: Picture | undefined;
}

/** A page of paper, which only the printer sees. Nothing of it is kept anywhere. */
export function RecoveryKit({ target, words, picture: Picture }: RecoveryKitProps) {
  const today = new Intl.DateTimeFormat(language(), { dateStyle: 'long' }).format(new Date());
  return (
    <article class="kit">
      <h1>{t('kit.title')}</h1>
      <dl class="facts">
        <dt>{t('kit.percloud')}</dt>
        <dd dir="auto">{percloud.value?.name}</dd>
        <dt>{t('kit.place')}</dt>
        <dd>
          <bdi>{target.place}</bdi> ({t(`backups.kind.${target.kind}`)})
        </dd>
        <dt>{t('kit.made')}</dt>
        <dd>{today}</dd>
      </dl>
      <h2>{t('kit.words')}</h2>
      <WordGrid words={words} />
      <div class="kit-foot">
        {Picture && <Picture text={words.join(' ')} label={t('kit.code')} />}
        <div class="stack-tight">
          <p>{t('kit.how')}</p>
          <p>{t('kit.password')}</p>
          <p>{t('kit.secret')}</p>
          <p class="small">{t('kit.restic')}</p>
        </div>
      </div>
    </article>
  );
}
