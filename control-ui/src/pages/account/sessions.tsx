import { Monitor } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { leave } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';

/** Where this person is signed in, and the way to end it. */
export function Sessions() {
  const { value: sessions, problem, again } = useFetched(() => call('listSessions'), []);
  const action = useAction();
  const end = async (session: string) => {
    if (await action.run(() => call('endSession', { params: { session } }))) await again();
  };
  const endAll = async () => {
    if (await action.run(() => call('endAllSessions'))) leave();
  };
  return (
    <section class="card stack" aria-labelledby="sessions">
      <h2 id="sessions">{t('account.sessions')}</h2>
      {problem && <ProblemNotice problem={problem} />}
      <ul class="sessions">
        {sessions.value?.map((session) => (
          <li key={session.id}>
            <Monitor size={20} strokeWidth={1.5} aria-hidden="true" />
            <span class="grow">
              <span dir="auto">{session.device}</span>
              <br />
              <span class="quiet small">
                {session.current ? t('account.this-browser') : t('account.last-used', { when: ago(session.lastUsedAt) })} ·{' '}
                {session.address}
              </span>
            </span>
            {!session.current && (
              <Button label={`${t('account.end-session')}: ${session.device}`} disabled={action.busy} onClick={() => end(session.id)}>
                {t('account.end-session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={action.busy} onClick={endAll}>
          {t('account.end-all')}
        </Button>
      </p>
    </section>
  );
}
