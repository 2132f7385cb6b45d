import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@percloud/contract/manifest';
import { linesOf, type Path, readManifest } from '@percloud/contract/read-manifest';

export interface Place {
  file: string;
  line: number;
}

/** Something in an app's directory that its author should know. An error keeps it out of a catalog, a warning is advice. */
export interface Finding extends Place {
  severity: 'error' | 'warning';
  /** Stable: `user-clash`. */
  rule: string;
  message: string;
}

/** What rules look at: one app, as its author wrote it. */
export interface Subject {
  manifest: Manifest;
  files: readonly string[];
  /** Text of one of the files; empty where it is missing. */
  read: (file: string) => string;
  /** Where in app.yaml the thing at a path stands. */
  at: (...path: Path) => Place;
  /** Where in another file a pattern first matches. */
  inFile: (file: string, pattern?: RegExp) => Place;
  error: (rule: string, place: Place, message: string) => Finding;
  warning: (rule: string, place: Place, message: string) => Finding;
  /** The other apps that it must get along with. */
  neighbours: readonly Manifest[];
}

export type Rule = (subject: Subject) => Finding[];

/** `name` is how findings call the app's directory. */
export function subjectOf(home: string, name: string, manifest: Manifest, neighbours: readonly Manifest[]): Subject {
  const read = (file: string) => (existsSync(join(home, file)) ? readFileSync(join(home, file), 'utf8') : '');
  const lineOf = linesOf(read('app.yaml'));
  const finding =
    (severity: Finding['severity']) =>
    (rule: string, { file, line }: Place, message: string): Finding => ({ severity, rule, file: `${name}/${file}`, line, message });
  return {
    ...{ manifest, neighbours, files: readdirSync(home), read },
    at: (...path) => ({ file: 'app.yaml', line: lineOf(path) }),
    inFile: (file, pattern) => ({ file, line: pattern ? lineMatching(read(file), pattern) : 1 }),
    ...{ error: finding('error'), warning: finding('warning') },
  };
}

/** Of the apps in these directories; those with mistakes of their own are told by their own lint. */
export const manifestsIn = (homes: readonly string[]): Manifest[] =>
  homes.flatMap((home) => {
    const file = join(home, 'app.yaml');
    const result = existsSync(file) ? readManifest(readFileSync(file, 'utf8'), file) : { mistakes: [] };
    return 'manifest' in result ? [result.manifest] : [];
  });

const lineMatching = (text: string, pattern: RegExp): number => text.slice(0, Math.max(0, text.search(pattern))).split('\n').length;
