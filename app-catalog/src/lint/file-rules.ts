import { containerfileOf } from './safety-rules.ts';
import type { Rule } from './subject.ts';

const iconAtMost = 20_000;
const runs = /<script|\son\w+\s*=|javascript:|<foreignObject/i;
const loads = /(?:href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!#)|@import|<!ENTITY/i;

const icon: Rule = ({ read, inFile, error, warning }) => {
  const svg = read('icon.svg');
  const large = `has ${svg.length} letters; ${iconAtMost} at most: every box keeps it.`;
  return [
    ...(svg.length > iconAtMost ? [error('icon-too-large', inFile('icon.svg'), large)] : []),
    ...(runs.test(svg) ? [error('icon-runs', inFile('icon.svg', runs), 'runs something. An icon only shows.')] : []),
    ...(loads.test(svg)
      ? [error('icon-loads', inFile('icon.svg', loads), 'loads something from elsewhere: it would be missing, or tell who looks at it.')]
      : []),
    ...(svg.includes('viewBox="0 0 64 64"') ? [] : [warning('icon-size', inFile('icon.svg'), 'has no viewBox="0 0 64 64".')]),
  ];
};

const readme: Rule = ({ files, inFile, error }) =>
  files.includes('README.md')
    ? []
    : [error('no-readme', inFile('README.md'), 'is missing: how to use the app, for somebody who never heard of the program.')];

const tests: Rule = ({ files, manifest, inFile, warning }) => {
  const message = 'is missing: a client of the kind people use does what people do, also after an upgrade and a rollback.';
  return files.some((file) => file.endsWith('.test.ts')) ? [] : [warning('no-test', inFile(`${manifest.id}.test.ts`), message)];
};

const inContainerfiles = [
  {
    severity: 'error',
    rule: 'foreign-base',
    pattern: /^FROM (?!percloud\/base\s*$)/m,
    message: 'stands on another image than percloud/base, which is all there is.',
  },
  {
    severity: 'warning',
    rule: 'apt',
    pattern: /^RUN .*\bapt(?:-get)? install/m,
    message: 'apt leaves traces that differ from build to build: use install-packages.',
  },
  {
    severity: 'error',
    rule: 'from-elsewhere',
    pattern: /\b(?:curl|wget)\b.*https?:|\b(?:git clone|pip3? install|npm (?:ci|install)|gem install|cargo install|go install)\b/,
    message:
      'takes something from the net: another day it is something else, or gone. Use Debian’s packages, or put the file into rootfs/.',
  },
  { severity: 'error', rule: 'root', pattern: /^USER (?:root|0)\b/m, message: 'runs as root. Apps never do.' },
] as const;

const containerfiles: Rule = (subject) => {
  const { manifest, read, inFile } = subject;
  const files = new Set(Object.values(manifest.services).map(({ image }) => containerfileOf(manifest.id, image)));
  return [...files].flatMap((file) =>
    inContainerfiles
      .filter(({ pattern }) => pattern.test(read(file)))
      .map(({ severity, rule, pattern, message }) => subject[severity](rule, inFile(file, pattern), message)),
  );
};

export const fileRules: Rule[] = [icon, readme, tests, containerfiles];
