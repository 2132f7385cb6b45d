import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { listDirectories } from '../../../app-catalog/src/app-tree.ts';
import { catalogDirectory } from '../../../app-catalog/src/build-catalog.ts';
import { lintApp, renderFinding } from '../../../app-catalog/src/lint/lint-app.ts';
import { NotFound, NotSucceeded } from './exit-codes.ts';
import { printJson } from './output.ts';

const ours = join(catalogDirectory, 'apps');

/** Tells authors what is wrong with an app, before a person finds out. Warnings alone are no failure. */
export function lintApps(directories: string[], { json }: { json?: boolean }): void {
  const here = existsSync('app.yaml') ? ['.'] : listDirectories(ours).map((id) => join(ours, id));
  const homes = directories.length > 0 ? directories : here;
  for (const home of homes)
    if (!existsSync(join(home, 'app.yaml')))
      throw new NotFound(`There is no app in ${resolve(home)}.`, 'Name a directory with an app.yaml; “percloud catalog new” makes one.');
  const findings = homes.flatMap((home) => lintApp(home, ours, relative('', home) || '.'));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (json) printJson(findings);
  else {
    for (const finding of findings) process.stdout.write(`${renderFinding(finding)}\n`);
    process.stdout.write(`${count(homes.length, 'app')}: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}\n`);
  }
  if (errors > 0) throw new NotSucceeded();
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
