import type { Finding, Remedy } from '@percloud/contract/health';
import { fillValues } from '../../i18n/fill-values.ts';
import { find, inMyLanguage, t } from '../../i18n/i18n.ts';
import { findApp } from '../../state/live.ts';

type Told = Pick<Finding, 'check' | 'case' | 'app' | 'values'>;

/** What a finding is about, in words: others' apps are known by their program at most. */
export function nameIn({ app, values }: Told): string {
  const known = findApp(app ?? undefined);
  return known ? inMyLanguage(known.title) : String(values.program ?? t('finding.an-app'));
}

export function findingText(finding: Told): { title: string; text: string } {
  const words = `finding.${finding.check}.${finding.case}`;
  const fill = { ...fillValues(finding.values), name: nameIn(finding) };
  return { title: find(`${words}.title`, fill) ?? finding.check, text: find(`${words}.text`, fill) ?? '' };
}

/** With a title and a text where something is given up: then it is asked first. */
export function remedyText(remedy: Remedy, finding: Finding): { verb: string; title?: string; text?: string } {
  const words = `remedy.${remedy.name}`;
  const fill = { name: nameIn(finding) };
  return { verb: find(`${words}.verb`, fill) ?? remedy.name, title: find(`${words}.title`, fill), text: find(`${words}.text`, fill) };
}
