import type { CheckName } from '@percloud/contract/health';

export interface LetterTexts {
  greeting(name: string): string;
  first: { subject: string; text: string };
  needs: { subject: string; text: string };
  over: { subject: string; subjectOfSome: string; text: string };
  still: string;
  /** Which kind of thing: no names, and nothing that says more to who carries the message. */
  findings: Record<CheckName, string>;
  open: string;
  why: string;
}
