import type { Path } from '@percloud/contract/read-manifest';
import { type Text, textSchema } from '@percloud/contract/words';
import type { Rule } from './subject.ts';

/** On a phone the end of a longer one is not shown. */
const lettersAtMost = { title: 30, summary: 140 } as const;
const shown = ['title', 'summary'] as const;
/** Shorter ones are names, or the same word in several languages. */
const wordsOfASentence = 4;

const untranslated: Rule = ({ manifest, at, warning }) =>
  textsIn(manifest, []).flatMap(({ path, text }) =>
    (['es', 'it'] as const)
      .filter((language) => text[language] === text.en && isSentence(text.en))
      .map((language) =>
        warning('untranslated', at(...path, language), `${path.join('.')}.${language} is the English text, word for word.`),
      ),
  );

const namesProgram: Rule = ({ manifest, at, warning }) => {
  const [program = ''] = wordsOf(manifest.program);
  return shown
    .filter((key) => !manifest.hidden && Object.values(manifest[key]).some((text) => wordsOf(text).includes(program)))
    .map((key) =>
      warning('names-program', at(key), `${key} names the program. Say what a person gets; “${manifest.program}” is shown below.`),
    );
};

const tooLong: Rule = ({ manifest, at, warning }) =>
  shown.flatMap((key) =>
    Object.entries(manifest[key])
      .filter(([, text]) => text.length > lettersAtMost[key])
      .map(([language]) => warning('too-long', at(key, language), `${key}.${language} has more than ${lettersAtMost[key]} letters.`)),
  );

const noReleaseNotes: Rule = ({ manifest, files, at, error }) =>
  manifest.release_notes || !files.includes('releases')
    ? []
    : [error('no-release-notes', at('version'), 'release_notes are missing: whoever has an older version wants to know what is new.')];

const noKeywords: Rule = ({ manifest, at, warning }) =>
  manifest.keywords || manifest.hidden
    ? []
    : [warning('no-keywords', at('category'), 'keywords are missing: what else may people type who look for this?')];

export const textRules: Rule[] = [untranslated, namesProgram, tooLong, noReleaseNotes, noKeywords];

function textsIn(value: unknown, path: Path): { path: Path; text: Text }[] {
  if (typeof value !== 'object' || value === null) return [];
  const text = textSchema.safeParse(value);
  if (text.success) return [{ path, text: text.data }];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

const wordsOf = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
/** What a device is told is often a command or an address, the same everywhere. */
const isSentence = (text: string) => !text.includes('${') && wordsOf(text).length >= wordsOfASentence;
