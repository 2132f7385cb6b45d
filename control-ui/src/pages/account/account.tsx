import { Boxes, Code, type LucideIcon, Trash2 } from 'lucide-preact';
import { Button } from '../../components/button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { t } from '../../i18n/i18n.ts';
import { sourceAddress } from '../../source-address.ts';
import { me, signOut } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { AboutMe } from './about-me.tsx';
import { AppearanceChoice } from './appearance-choice.tsx';
import { ByEmail } from './by-email.tsx';
import { ChangePassword } from './change-password.tsx';
import { Sessions } from './sessions.tsx';
import './account.css';

export function Account() {
  const action = useAction();
  return (
    <div class="stack-wide">
      <PageHead title={t('account.title')}>
        <p class="quiet">{t('account.signed-in-as', { name: me.value?.name ?? '' })}</p>
      </PageHead>
      <AboutMe />
      <ByEmail />
      <AppearanceChoice />
      <ChangePassword />
      <Sessions />
      <nav aria-label={t('account.more')}>
        <ul>
          <More href="/settings/sources" sign={Boxes} words={t('sources.title')} />
          <More href="/bin" sign={Trash2} words={t('account.bin')} />
          <More href={sourceAddress} sign={Code} words={t('account.source')} />
        </ul>
      </nav>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={action.busy} onClick={() => action.run(signOut)}>
          {t('account.sign-out')}
        </Button>
      </p>
    </div>
  );
}

const More = ({ href, sign: Sign, words }: { href: string; sign: LucideIcon; words: string }) => (
  <li>
    <a class="account-more" href={href}>
      <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
      {words}
    </a>
  </li>
);
