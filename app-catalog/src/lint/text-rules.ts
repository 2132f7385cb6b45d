import type { Path } from '@percloud/contract/read-manifest';
import { type Text, textSchema } from '@percloud/contract/words';
import type { Rule } from './subject.ts';

const titleAtMost = 30;
const summaryAtMost = 140;
/** Shorter ones are names, or the same word in several languages. */
const wordsOfASentence = 4;

const untranslated: Rule = ({ manifest, lineOf, warning }) =>
  textsIn(manifest, []).flatMap(({ path, text }) =>
    (['es', 'it'] as const)
      .filter((language) => text[language] === text.en && isSentence(text.en))
      .map((language) =>
        warning('untranslated', 'app.yaml', lineOf(...path, language), `${path.join('.')}.${language} is the English text, word for word.`),
      ),
  );

const namesProgram: Rule = ({ manifest, lineOf, warning }) => {
  if (manifest.hidden) return [];
  const [program = ''] = manifest.program.split(' ');
  return (['title', 'summary'] as const)
    .filter((key) => Object.values(manifest[key]).some((text) => wordsOf(text).includes(program.toLowerCase())))
    .map((key) =>
      warning(
        'names-program',
        'app.yaml',
        lineOf(key),
        `${key} names the program. Say what a person gets; “${manifest.program}” is shown below.`,
      ),
    );
};

const tooLong: Rule = ({ manifest, lineOf, warning }) =>
  [
    ['title', titleAtMost],
    ['summary', summaryAtMost],
  ].flatMap(([key, limit]) => {
    const text = key === 'title' ? manifest.title : manifest.summary;
    const language = Object.entries(text).find(([, words]) => words.length > Number(limit))?.[0];
    const long = `${key}.${language} has more than ${limit} letters: on a phone its end is not shown.`;
    return language ? [warning('too-long', 'app.yaml', lineOf(String(key), language), long)] : [];
  });

const noReleaseNotes: Rule = ({ manifest, files, lineOf, error }) =>
  manifest.release_notes || !files.includes('releases')
    ? []
    : [
        error(
          'no-release-notes',
          'app.yaml',
          lineOf('version'),
          'release_notes are missing: whoever has an older version wants to know what is new.',
        ),
      ];

const noKeywords: Rule = ({ manifest, lineOf, warning }) =>
  manifest.keywords || manifest.hidden
    ? []
    : [warning('no-keywords', 'app.yaml', lineOf('category'), 'keywords are missing: what else may people type who look for this?')];

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
