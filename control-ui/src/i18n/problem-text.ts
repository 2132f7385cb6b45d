import type { FieldProblem, ProblemDocument } from '@percloud/contract/problems';
import { find, language, t } from './i18n.ts';

/** The problem in the person's language; English is what the box itself says. */
export function problemText({ code, title, remedy, values }: ProblemDocument): { title: string; remedy: string } {
  return {
    title: find(`problems.${code}.title`, values) ?? title,
    remedy: find(`problems.${code}.remedy`, values) ?? remedy,
  };
}

/** The box's own words about a field are English; other languages have theirs by the rule that was broken. */
export function fieldText({ path, rule, limit, message }: FieldProblem): string {
  const words = rule && find(`field-rules.${rule}`, { limit: limit ?? '' });
  if (words && rule !== 'pattern') return words;
  const [of, name] = path.split('.').slice(-2);
  return find(`fields.${of}-${name}`) ?? find(`fields.${name}`) ?? words ?? (language() === 'en' ? message : t('field-rules.pattern'));
}

/** What only an expert asks for, and only where it can be read: the box says it in English. */
export const problemDetail = ({ detail }: ProblemDocument): string | undefined => (language() === 'en' ? detail : undefined);

/** What is wrong with one field of a form the agent refused, by the end of its path. */
export function fieldProblem(problem: ProblemDocument | undefined, name: string): string | undefined {
  const field = problem?.fields?.find(({ path }) => path === name || path.endsWith(`.${name}`));
  return field && fieldText(field);
}
