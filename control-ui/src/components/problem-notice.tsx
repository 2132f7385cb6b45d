import type { ProblemDocument } from '@percloud/contract/problems';
import { CircleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import { fieldText, problemDetail, problemText } from '../i18n/problem-text.ts';

interface ProblemNoticeProps {
  problem: ProblemDocument;
  /** What it means for the person's data; when nothing is said, nothing was changed. */
  meaning?: string;
  /** The button that mends it. */
  children?: ComponentChildren;
}

/** What happened, what it means, what to do; what only helps an expert is folded away. */
export function ProblemNotice({ problem, meaning, children }: ProblemNoticeProps) {
  const { title, remedy } = problemText(problem);
  const detail = problemDetail(problem);
  return (
    <div class="notice" data-tone="bad" role="alert">
      <CircleAlert size={24} strokeWidth={1.5} aria-hidden="true" />
      <div class="stack-tight">
        <p class="field-label">{title}</p>
        {meaning && <p>{meaning}</p>}
        <p>{remedy}</p>
        {children && <div class="row">{children}</div>}
        <details>
          <summary>{t('common.details')}</summary>
          <p class="small">
            <code>{problem.code}</code>
            {detail && ` · ${detail}`}
          </p>
          {problem.fields?.map((field) => (
            <p class="small" key={field.path}>
              <code>{field.path}</code>: {fieldText(field)}
            </p>
          ))}
        </details>
      </div>
    </div>
  );
}
