import type { Finding, Remedy } from '@percloud/contract/health';
import { bytes, duration, moment } from '../../i18n/format.ts';
import { type Fill, find, inMyLanguage, t } from '../../i18n/i18n.ts';
import { findApp } from '../../state/live.ts';

/** What a finding is about, in words: others' apps are known by their program at most. */
export function nameIn({ app, values }: Finding): string {
  const known = findApp(app ?? undefined);
  return known ? inMyLanguage(known.title) : String(values.program ?? t('finding.an-app'));
}

/** The unit of a value stands at the end of its name: `freeBytes` fills {free}. */
function fillOf(finding: Finding): Fill {
  const filled = Object.entries(finding.values).map(([key, value]): [string, string | number] => {
    const [, name = key, unit] = /^(.+?)(Bytes|At|Seconds)$/.exec(key) ?? [];
    if (unit === 'Bytes') return [name, bytes(Number(value))];
    if (unit === 'At') return [name, moment(String(value))];
    if (unit === 'Seconds') return [name, duration(Number(value))];
    return [name, value];
  });
  return { ...Object.fromEntries(filled), name: nameIn(finding) };
}

export function findingText(finding: Finding): { title: string; text: string } {
  const words = `finding.${finding.check}.${finding.case}`;
  const fill = fillOf(finding);
  return { title: find(`${words}.title`, fill) ?? finding.check, text: find(`${words}.text`, fill) ?? '' };
}

/** With a title and a text where something is given up: then it is asked first. */
export function remedyText(remedy: Remedy, finding: Finding): { verb: string; title?: string; text?: string } {
  const words = `remedy.${remedy.name}`;
  const fill = { name: nameIn(finding) };
  return { verb: find(`${words}.verb`, fill) ?? remedy.name, title: find(`${words}.title`, fill), text: find(`${words}.text`, fill) };
}
