import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { listDirectories, readApp } from '../app-tree.ts';
import { fileRules } from './file-rules.ts';
import { safetyRules } from './safety-rules.ts';
import { type Finding, manifestsIn, subjectOf } from './subject.ts';
import { textRules } from './text-rules.ts';

/**
 * All there is to say about an app, errors first. `ours` is a directory of apps that it must get along with, as with those beside it.
 * Without a manifest that can be read, its mistakes come first and alone.
 */
export function lintApp(directory: string, ours: string, name = basename(resolve(directory))): Finding[] {
  const home = resolve(directory);
  const missing = ['app.yaml', 'icon.svg'].filter((file) => !existsSync(join(home, file)));
  if (missing.length > 0) return missing.map((file) => mistake(`${name}/${file}`, 1, 'is missing.'));
  const releases = readReleases(home, name);
  if ('severity' in releases) return [releases];
  const mistakes = releases.flatMap((release) => ('mistakes' in release ? release.mistakes : []));
  const [newest] = releases;
  if (!newest || 'mistakes' in newest || mistakes.length > 0)
    return mistakes.map(({ file, line, path, message }) => mistake(file, line, [path, message].filter((part) => part !== '').join(' ')));
  const beside = join(home, '..');
  const neighbours = [beside, ours].flatMap((place) => listDirectories(place).map((id) => join(place, id)));
  const subject = subjectOf(home, name, newest.manifest, manifestsIn([...new Set(neighbours)].filter((place) => place !== home)));
  const findings = [...safetyRules, ...textRules, ...fileRules].flatMap((rule) => rule(subject));
  return findings.sort((a, b) => a.severity.localeCompare(b.severity) || a.file.localeCompare(b.file) || a.line - b.line);
}

/** `guestbook/app.yaml:12: error: The user 7001:7001 is radicale’s. … (user-clash)` */
export const renderFinding = ({ file, line, severity, message, rule }: Finding) => `${file}:${line}: ${severity}: ${message} (${rule})`;

const mistake = (file: string, line: number, message: string): Finding => ({ severity: 'error', rule: 'manifest', file, line, message });

function readReleases(home: string, name: string) {
  try {
    return readApp(home, name);
  } catch (error) {
    return mistake(`${name}/app.yaml`, 1, error instanceof Error ? error.message : String(error));
  }
}
