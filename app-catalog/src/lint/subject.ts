import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@percloud/contract/manifest';
import { linesOf, type Path, readManifest } from '@percloud/contract/read-manifest';

/** Something in an app's directory that its author should know. An error keeps it out of a catalog, a warning is advice. */
export interface Finding {
  severity: 'error' | 'warning';
  /** Stable: `user-clash`. */
  rule: string;
  file: string;
  line: number;
  message: string;
}

/** What rules look at: one app, as its author wrote it. */
export interface Subject {
  manifest: Manifest;
  files: readonly string[];
  /** Text of one of the files; empty where it is missing. */
  read: (file: string) => string;
  error: (rule: string, file: string, line: number, message: string) => Finding;
  warning: (rule: string, file: string, line: number, message: string) => Finding;
  /** Line of a path in app.yaml. */
  lineOf: (...path: Path) => number;
  /** The other apps that it must get along with. */
  neighbours: readonly Manifest[];
}

export type Rule = (subject: Subject) => Finding[];

/** `name` is how findings call the app's directory. */
export function subjectOf(home: string, name: string, manifest: Manifest, neighbours: readonly Manifest[]): Subject {
  const read = (file: string) => (existsSync(join(home, file)) ? readFileSync(join(home, file), 'utf8') : '');
  const finding =
    (severity: Finding['severity']) =>
    (rule: string, file: string, line: number, message: string): Finding => ({ severity, rule, file: `${name}/${file}`, line, message });
  const lineOf = linesOf(read('app.yaml'));
  return {
    ...{ manifest, read, neighbours, files: readdirSync(home), error: finding('error'), warning: finding('warning') },
    lineOf: (...path) => lineOf(path),
  };
}

/** Of the apps in these directories; those with mistakes of their own are told by their own lint. */
export const manifestsIn = (homes: readonly string[]): Manifest[] =>
  homes.flatMap((home) => {
    const file = join(home, 'app.yaml');
    const result = existsSync(file) ? readManifest(readFileSync(file, 'utf8'), file) : { mistakes: [] };
    return 'manifest' in result ? [result.manifest] : [];
  });

/** The line in which a pattern first matches. */
export const lineMatching = (text: string, pattern: RegExp): number => {
  const index = text.search(pattern);
  return index === -1 ? 1 : text.slice(0, index).split('\n').length;
};
