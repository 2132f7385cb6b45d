import type { ProblemDocument } from '@percloud/contract/problems';
import { find } from './i18n.ts';

/** The problem in the person's language; English is what the box itself says. */
export function problemText({ code, title, remedy, values }: ProblemDocument): { title: string; remedy: string } {
  return {
    title: find(`problems.${code}.title`, values) ?? title,
    remedy: find(`problems.${code}.remedy`, values) ?? remedy,
  };
}

/** What is wrong with one field of a form the agent refused, by the end of its path. */
export function fieldProblem(problem: ProblemDocument | undefined, name: string): string | undefined {
  const field = problem?.fields?.find(({ path }) => path === name || path.endsWith(`.${name}`));
  return field && (find(`fields.${name}`) ?? field.message);
}
