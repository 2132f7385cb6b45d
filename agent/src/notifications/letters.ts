import type { CheckName } from '@percloud/contract/health';
import type { Language } from '@percloud/contract/words';
import type { Letter } from '../gateways/mail.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { it } from './texts/it.ts';
import type { LetterTexts } from './texts/letter-texts.ts';

const texts: Record<Language, LetterTexts> = { en, es, it };

interface Reader {
  displayName: string;
  language: Language;
}
type Words = Pick<Letter, 'subject' | 'text'>;
type Things = readonly { check: CheckName }[];

/** Shows that messages arrive, and where from. `panel`: its address. */
export function firstLetter({ displayName, language }: Reader, panel: string): Words {
  const { greeting, first, why } = texts[language];
  return { subject: first.subject, text: paragraphs(greeting(displayName), first.text, `${why}\n${panel}`) };
}

/**
 * What begins to need somebody, what is over, and what they were told before and still needs them. Each kind of thing once, and none is over
 * as long as there is one of its kind; undefined: then there may be nothing to say.
 */
export function letterOf(
  { displayName, language }: Reader,
  told: { needs: Things; over: Things; still: Things },
  panel: string,
): Words | undefined {
  const { greeting, needs, over, still, findings, open, why } = texts[language];
  const kinds = (things: Things) => [...new Set(things.map(({ check }) => check))];
  const [bad, before] = [kinds(told.needs), kinds(told.still).filter((kind) => !told.needs.some(({ check }) => check === kind))];
  const solved = kinds(told.over).filter((kind) => !bad.includes(kind) && !before.includes(kind));
  if (bad.length + solved.length === 0) return undefined;
  const list = (heading: string, of: readonly CheckName[]) =>
    of.length > 0 && [heading, ...of.map((kind) => `- ${findings[kind]}`)].join('\n');
  return {
    subject: bad.length > 0 ? needs.subject : before.length > 0 ? over.subjectOfSome : over.subject,
    text: paragraphs(greeting(displayName), list(needs.text, bad), list(over.text, solved), list(still, before), `${open}\n${panel}`, why),
  };
}

const paragraphs = (...parts: (string | false)[]) => `${parts.filter(Boolean).join('\n\n')}\n`;
