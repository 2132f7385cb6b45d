import { containerfileOf } from './safety-rules.ts';
import { lineMatching, type Rule } from './subject.ts';

const iconAtMost = 20_000;

const icon: Rule = ({ files, read, error, warning }) => {
  const svg = read('icon.svg');
  const found = (severity: typeof error, rule: string, pattern: RegExp, message: string) =>
    pattern.test(svg) ? [severity(rule, 'icon.svg', lineMatching(svg, pattern), message)] : [];
  if (!files.includes('icon.svg')) return [error('no-icon', 'icon.svg', 1, 'is missing: 64 × 64, recognisable at 32.')];
  return [
    ...(svg.length > iconAtMost
      ? [error('icon-too-large', 'icon.svg', 1, `has ${svg.length} letters; ${iconAtMost} at most: every box keeps it.`)]
      : []),
    ...found(error, 'icon-runs', /<script|\son\w+\s*=|javascript:|<foreignObject/i, 'runs something. An icon only shows.'),
    ...found(
      error,
      'icon-loads',
      /(?:href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!#)|@import|<!ENTITY/i,
      'loads something from elsewhere: it would be missing, or tell who looks at it.',
    ),
    ...(/viewBox="0 0 64 64"/.test(svg) ? [] : [warning('icon-size', 'icon.svg', 1, 'has no viewBox="0 0 64 64".')]),
  ];
};

const readme: Rule = ({ files, error }) =>
  files.includes('README.md')
    ? []
    : [error('no-readme', 'README.md', 1, 'is missing: how to use the app, for somebody who never heard of the program.')];

const tests: Rule = ({ files, warning, manifest }) =>
  files.some((file) => file.endsWith('.test.ts'))
    ? []
    : [
        warning(
          'no-test',
          `${manifest.id}.test.ts`,
          1,
          'is missing: a client of the kind people use does what people do, also after an upgrade and a rollback.',
        ),
      ];

const containerfile: Rule = ({ manifest, read, error, warning }) => {
  const images = new Set(Object.values(manifest.services).map(({ image }) => containerfileOf(manifest.id, image)));
  return [...images].flatMap((file) => {
    const text = read(file);
    const found = (severity: typeof error, rule: string, pattern: RegExp, message: string) =>
      pattern.test(text) ? [severity(rule, file, lineMatching(text, pattern), message)] : [];
    return [
      ...found(
        error,
        'foreign-base',
        /^FROM (?!percloud\/base\s*$)/m,
        'stands on another image than percloud/base, which is all there is.',
      ),
      ...found(
        warning,
        'apt',
        /^RUN .*\bapt(?:-get)? install/m,
        'apt leaves traces that differ from build to build: use install-packages.',
      ),
      ...found(
        error,
        'from-elsewhere',
        /\b(?:curl|wget|git clone|pip3? install|npm (?:ci|install)|gem install|cargo install|go install)\b/,
        'takes something from the net: another day it is something else, or gone. Use Debian’s packages, or put the file into rootfs/.',
      ),
      ...found(error, 'root', /^USER (?:root|0)\b/m, 'runs as root. Apps never do.'),
    ];
  });
};

export const fileRules: Rule[] = [icon, readme, tests, containerfile];
