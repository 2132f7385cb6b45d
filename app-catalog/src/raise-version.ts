import type { Text } from '@percloud/contract/words';
import { inc, prerelease } from 'semver';
import { isMap, isNode, isScalar, type Pair, parseDocument, stringify } from 'yaml';

/** The next version that is not taken: of a prerelease the next prerelease, else the next patch. */
export function nextVersion(version: string, taken: readonly string[]): string {
  const next = inc(version, prerelease(version) ? 'prerelease' : 'patch');
  if (!next) throw new Error(`${version} is not a version.`);
  return taken.includes(next) ? nextVersion(next, taken) : next;
}

/** An `app.yaml` with another version and release notes. All else, comments and line breaks included, stays as its author wrote it. */
export function raiseVersion(text: string, version: string, notes: Text): string {
  const { contents } = parseDocument(text);
  const pairOf = (key: string) =>
    isMap(contents) ? contents.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const [said, noted] = [extentOf(pairOf('version'), text), extentOf(pairOf('release_notes'), text)];
  if (!said) throw new Error('app.yaml has no version.');
  const versionLine = `version: ${version}`;
  const notesLines = stringify({ release_notes: notes }, { lineWidth: 0 }).trimEnd();
  if (!noted) return replace(text, [{ ...said, by: `${versionLine}\n${notesLines}` }]);
  return replace(text, [
    { ...said, by: versionLine },
    { ...noted, by: notesLines },
  ]);
}

interface Extent {
  start: number;
  end: number;
}

/** From the first letter of the key to the last of its value. */
function extentOf(pair: Pair | undefined, text: string): Extent | undefined {
  const start = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  const end = isNode(pair?.value) ? pair.value.range?.[1] : undefined;
  if (start === undefined || end === undefined) return undefined;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** From the last to the first, so that places before stay where they are. */
const replace = (text: string, changes: readonly (Extent & { by: string })[]) =>
  changes
    .toSorted((a, b) => b.start - a.start)
    .reduce((edited, { start, end, by }) => edited.slice(0, start) + by + edited.slice(end), text);
