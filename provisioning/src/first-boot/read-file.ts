import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { type PercloudYaml, percloudYamlSchema } from '../percloud-yaml.ts';
import { keyOf, type Mistake, type MistakeKind } from './mistakes.ts';
import { rawOf } from './raw.ts';

export interface ReadFile {
  /** The parts without a mistake. */
  settings: PercloudYaml;
  mistakes: Mistake[];
  /** Where the secrets of those parts stand, as offsets into the text. */
  secrets: { path: Mistake['path']; from: number; to: number }[];
  /** The line a path stands in, from 1; of the nearest one there is. */
  lineOf(path: Mistake['path']): number | undefined;
}

type Path = readonly (string | number)[];

const longest = 100_000;
/** Never repeated where a person might send them on. */
const secretKeys = new Set(['wifi.networks.ssid', 'wifi.networks.password', 'ssh.keys', 'fleet.key']);

/**
 * Reads `percloud.yaml`. A mistake takes away the part it is in, no more: a network or a key of a list, else all below the word at the margin.
 * Of a file whose lines can't be read, nothing is taken.
 */
export function readPercloudYaml(text: string): ReadFile {
  if (text.length > longest) return unread([{ kind: 'long', path: [] }]);
  const lines = new LineCounter();
  // Every value a text: a password of digits only stays what was typed.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, keepSourceTokens: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const broken = [...document.errors, ...document.warnings].map((error) => ({ kind: kindOf(error), line: lineAt(error.pos[0]), path: [] }));
  if (broken.length > 0) return unread(broken.slice(0, 5));
  const sign = findSign(document);
  if (sign) return unread([{ kind: 'sign', line: lineAt(sign.range?.[0] ?? 0), path: [] }]);
  if (document.contents !== null && !isMap(document.contents))
    return isScalar(document.contents) && document.contents.source === '' ? unread([]) : unread([{ kind: 'shape', line: 1, path: [] }]);

  const lineOf = (path: Path) => {
    const node = nearest(document, path);
    return node?.range ? lineAt(node.range[0]) : undefined;
  };
  const raw = rawOf(document);
  const parsed = percloudYamlSchema.safeParse(raw);
  // What was cut off says more than that the rest is too short.
  const found = [
    ...cutValues(document, text),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => mistakesOf(document, issue, []))),
  ];
  const onePerPath = [...Map.groupBy(found, ({ path }) => path.join('\n')).values()].flatMap(([first]) => first ?? []);
  const mistakes = onePerPath.map((mistake) => ({ ...mistake, line: lineOf(mistake.path) }));
  const settings = percloudYamlSchema.parse(without(raw, mistakes));
  const isGood = (path: Path) => !mistakes.some((mistake) => unitOf(mistake.path).every((part, index) => path[index] === part));
  return {
    settings,
    mistakes: mistakes.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)),
    secrets: secretsIn(document).filter(({ path }) => isGood(path)),
    lineOf,
  };
}

const unread = (mistakes: Mistake[]): ReadFile => ({ settings: {}, mistakes, secrets: [], lineOf: () => undefined });

const signs: ReadonlySet<string> = new Set(['BAD_ALIAS', 'TAG_RESOLVE_FAILED', 'BAD_DIRECTIVE', 'BAD_SCALAR_START', 'MISSING_DIRECTIVE']);

function kindOf({ code }: YAMLError): MistakeKind {
  if (code === 'TAB_AS_INDENT') return 'tab';
  if (code === 'DUPLICATE_KEY') return 'twice';
  return signs.has(code) ? 'sign' : 'broken';
}

/** `*name`, `&name` and `!name` mean something in YAML, and nothing here. */
function findSign(document: Document.Parsed): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Node: (_, node) => {
      if (!('anchor' in node && node.anchor) && !('source' in node && node.constructor.name === 'Alias') && !node.tag) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

function mistakesOf(document: Document.Parsed, issue: z.core.$ZodIssue, above: Path): Mistake[] {
  const path: Path = [...above, ...issue.path.filter((part) => typeof part !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ kind: 'unknown', path: [...path, key] }));
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  // The last of what is allowed is the one with keys of its own.
  if (issue.code === 'invalid_union' && isMap(node)) return (issue.errors.at(-1) ?? []).flatMap((each) => mistakesOf(document, each, path));
  if (node === undefined || (isScalar(node) && node.source === '' && node.type === 'PLAIN')) return [{ kind: 'missing', path }];
  const isShort = isScalar(node) && typeof node.value === 'string' && node.value.length <= 80;
  return [isShort && !secretKeys.has(keyOf(path)) ? { kind: 'wrong', path, about: String(node.value) } : { kind: 'secret', path }];
}

/** `password: abc#1` is whole, `password: abc #1` is not. */
function cutValues(document: Document.Parsed, text: string): Mistake[] {
  return scalarsIn(document).flatMap(({ path, node }) => {
    const [, end = 0, last = 0] = node.range ?? [];
    const isCut = node.type === 'PLAIN' && node.source !== '' && secretKeys.has(keyOf(path)) && /^[ \t]+#\S/.test(text.slice(end, last));
    return isCut ? [{ kind: 'cut', path }] : [];
  });
}

function secretsIn(document: Document.Parsed): ReadFile['secrets'] {
  return scalarsIn(document).flatMap(({ path, node }) => {
    const key = keyOf(path);
    const [from, to] = node.range ?? [];
    if ((key !== 'wifi.networks.password' && key !== 'fleet.key') || node.value === '' || from === undefined || to === undefined) return [];
    return [{ path, from, to }];
  });
}

function scalarsIn(document: Document.Parsed): { path: Path; node: Scalar }[] {
  const found: { path: Path; node: Scalar }[] = [];
  const walk = (node: unknown, path: Path) => {
    if (isScalar(node)) found.push({ path, node });
    else if (isMap(node)) for (const { key, value } of node.items) walk(value, [...path, String(isScalar(key) ? key.value : key)]);
    else if (isNode(node) && 'items' in node) for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
  };
  walk(document.contents, []);
  return found;
}

/** What falls with a mistake. */
function unitOf(path: Path): Path {
  const [first, list, index] = path;
  const isInList = (first === 'wifi' && list === 'networks') || (first === 'ssh' && list === 'keys');
  return isInList && typeof index === 'number' ? path.slice(0, 3) : path.slice(0, 1);
}

function without(raw: Record<string, unknown>, mistakes: readonly Mistake[]): unknown {
  const units = mistakes.map(({ path }) => unitOf(path));
  const has = (...path: Path) => units.some((unit) => unit.length === path.length && unit.every((part, index) => part === path[index]));
  const left = Object.fromEntries(Object.entries(raw).filter(([key]) => !has(key)));
  for (const [key, list] of [
    ['wifi', 'networks'],
    ['ssh', 'keys'],
  ] as const) {
    const part = left[key];
    const items = isRecord(part) ? part[list] : undefined;
    if (!isRecord(part) || !Array.isArray(items)) continue;
    const good = items.filter((_, index) => !has(key, list, index));
    // An empty list of keys would switch SSH off, which nobody wanted who mistyped one.
    if (good.length === 0 && items.length > 0 && key === 'ssh') delete left[key];
    else left[key] = { ...part, [list]: good };
  }
  return left;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The node at the path, or of what lies above it; of a pair its key. */
function nearest(document: Document.Parsed, path: Path): Node | undefined {
  let node: unknown = document.contents;
  let best: unknown = node;
  for (const part of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      best = pair.key;
      node = pair.value;
    } else if (isNode(node) && 'items' in node && typeof part === 'number' && node.items[part] !== undefined) {
      node = node.items[part];
      best = node;
    } else break;
  }
  return isNode(best) ? best : undefined;
}
