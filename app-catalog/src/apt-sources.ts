import { readdirSync, readFileSync } from 'node:fs';

/** Where this machine gets Debian from: base and apps are built from the same place, whatever release the machine itself runs. */
export interface Mirrors {
  main: string;
  /** Security updates; some mirrors carry none. */
  security?: string;
}

interface Source {
  uri: string;
  suites: string[];
}

export function findMirrors(sources: readonly string[] = readAptSources()): Mirrors {
  const debian = sources.flatMap(parseSources).filter(({ uri }) => /\/debian(?:-security)?\/?$/.test(uri));
  const isSecurity = ({ suites }: Source) => suites.every((suite) => /[-/]security$|\/updates$/.test(suite));
  const main = debian.find((source) => !isSecurity(source));
  if (!main) throw new Error('apt on this machine knows no Debian mirror. Name one: --mirror http://HOST/debian');
  return { main: main.uri, security: debian.find(isSecurity)?.uri };
}

/** What is wanted of a mirror beside a suite, its updates and the component `main`. */
interface More {
  /** As `non-free-firmware`. */
  components?: readonly string[];
  /** Newer packages than the suite's; taken only where a package names them: `linux-image-arm64/trixie-backports`. */
  backports?: boolean;
}

/** `sources.list` for a suite. */
export function renderSourcesList(suite: string, { main, security }: Mirrors, { components = [], backports = false }: More = {}): string {
  const of = ['main', ...components].join(' ');
  return [
    `deb ${main} ${suite} ${of}`,
    `deb ${main} ${suite}-updates ${of}`,
    ...(security ? [`deb ${security} ${suite}-security ${of}`] : []),
    ...(backports ? [`deb ${main} ${suite}-backports ${of}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function readAptSources(directory = '/etc/apt'): string[] {
  const names = ['sources.list', ...list(`${directory}/sources.list.d`).map((name) => `sources.list.d/${name}`)];
  return names.flatMap((name) => {
    try {
      return [readFileSync(`${directory}/${name}`, 'utf8')];
    } catch {
      return [];
    }
  });
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /\.(?:list|sources)$/.test(name));
  } catch {
    return [];
  }
}

/** Both forms apt knows: one line a source, and paragraphs of `Key: value`. */
function parseSources(text: string): Source[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const oneLine = lines.flatMap((line) => {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line.trim());
    return match ? [{ uri: match[1] ?? '', suites: [match[2] ?? ''] }] : [];
  });
  const paragraphs = lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'im').exec(paragraph)?.[1]?.trim().split(/\s+/) ?? [];
      const suites = field('Suites');
      if (!field('Types').includes('deb') || suites.length === 0) return [];
      return field('URIs').map((uri) => ({ uri, suites }));
    });
  return [...oneLine, ...paragraphs];
}
