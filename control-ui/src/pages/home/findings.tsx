import type { Finding, Remedy } from '@percloud/contract/health';
import { useSignal } from '@preact/signals';
import { CircleAlert, Info } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { t } from '../../i18n/i18n.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { findApp, findings, liveOperations } from '../../state/live.ts';
import { isOperator } from '../../state/session.ts';
import { useAction } from '../../state/use-action.ts';
import { findingText, nameIn, remedyText } from './finding-text.ts';

/** What the box found out about itself, and the buttons that mend it. */
export function Findings() {
  if (findings.value.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="findings">
      <h2 id="findings">{t('finding.title')}</h2>
      <ul class="stack">
        {findings.value.map((finding) => (
          <FindingCard key={finding.id} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function FindingCard({ finding }: { finding: Finding }) {
  const action = useAction();
  const asked = useSignal<Remedy | undefined>(undefined);
  const { title, text } = findingText(finding);
  const app = findApp(finding.app ?? undefined);
  const Sign = finding.severity === 'bad' ? CircleAlert : Info;
  const apply = (remedy: Remedy) =>
    action
      .start(() => call('applyRemedy', { params: { finding: finding.id, remedy: remedy.name } }))
      .then((operation) => {
        if (operation) asked.value = undefined;
      });
  return (
    <li class="notice" data-tone={finding.severity}>
      <Sign size={24} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <h3>{title}</h3>
        <p>{text}</p>
        {finding.remedies.length === 0 && !app && !isMine(finding) && (
          <p>{t(finding.percloud ? 'finding.ask-owner' : 'finding.ask-operator')}</p>
        )}
        <div class="row">
          {finding.remedies.map((remedy) => (
            <Button
              key={remedy.name}
              label={`${remedyText(remedy, finding).verb}: ${title}`}
              disabled={action.busy || isUnderWay(finding, remedy)}
              onClick={() => {
                if (remedyText(remedy, finding).title) asked.value = remedy;
                else void apply(remedy);
              }}
            >
              {remedyText(remedy, finding).verb}
            </Button>
          ))}
          {finding.check.startsWith('backup-') && (
            <LinkButton href="/backups" kind="plain">
              {t('finding.look-at-backups')}
            </LinkButton>
          )}
          {app && (
            <LinkButton href={app.inBinSince ? '/bin' : `/apps/${app.id}`} kind="plain">
              {app.inBinSince ? t('finding.look-in-bin') : t('finding.look-at', { name: nameIn(finding) })}
            </LinkButton>
          )}
        </div>
        {action.problem && !asked.value && <p class="field-wrong">{problemText(action.problem).title}</p>}
      </div>
      {asked.value && (
        <AskFirst
          remedy={asked.value}
          finding={finding}
          action={action}
          onConfirm={apply}
          onClose={() => {
            asked.value = undefined;
          }}
        />
      )}
    </li>
  );
}

interface AskFirstProps {
  remedy: Remedy;
  finding: Finding;
  action: ReturnType<typeof useAction>;
  onConfirm: (remedy: Remedy) => unknown;
  onClose: () => void;
}

function AskFirst({ remedy, finding, action, onConfirm, onClose }: AskFirstProps) {
  const { title = '', text, verb } = remedyText(remedy, finding);
  return (
    <Confirm title={title} verb={verb} action={action} onConfirm={() => onConfirm(remedy)} onClose={onClose}>
      <p>{text}</p>
    </Confirm>
  );
}

/** One of the app's, or the same one of the box's: a second one would be refused. */
const isUnderWay = (finding: Finding, { kind, percloud }: Remedy) =>
  liveOperations.value.some((operation) => (percloud === null ? operation.kind === kind : operation.subject.app === finding.app));

/** What its reader has to see to with their own hands: there is nobody else to ask. */
const isMine = ({ percloud, check }: Finding) => check.startsWith('backup-') || (percloud === null && isOperator.value);
