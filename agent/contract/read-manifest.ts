import { isMap, isNode, isPair, isScalar, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Manifest, manifestSchema } from './manifest.ts';

/** A mistake in an `app.yaml`, where its author finds it. */
export interface ManifestMistake {
  file: string;
  line: number;
  /** `services.web.image`; empty for the file as a whole. */
  path: string;
  message: string;
}

export type Path = readonly PropertyKey[];

/**
 * Reads an `app.yaml`: the manifest, or all mistakes in it, in the order of the file.
 * With `base` the file says only what is different from it, as a merge patch (RFC 7396): null takes something away.
 */
export function readManifest(text: string, file: string, base?: unknown): { manifest: Manifest } | { mistakes: ManifestMistake[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const mistakes = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message: firstLine(message) }));
    return { mistakes: mistakes.map((mistake) => ({ file, path: '', ...mistake })) };
  }
  const content: unknown = document.toJS();
  const value = base === undefined ? content : mergePatch(base, content);
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data };
  const lineOf = (path: Path) => lines.linePos(offsetOf(document.contents, path)).line;
  const mistakes = parsed.error.issues
    .flatMap((issue) => explain(issue, value))
    .map(({ path, message }) => ({ file, line: lineOf(path), path: path.join('.'), message }));
  return { mistakes: mistakes.sort((a, b) => a.line - b.line) };
}

/** `apps/blog/app.yaml:12: services.web.user is a pinned uid:gid such as 7001:7001` */
export const renderMistake = ({ file, line, path, message }: ManifestMistake) =>
  `${file}:${line}: ${[path, message].filter((part) => part !== '').join(' ')}`;

function explain(issue: z.core.$ZodIssue, value: unknown): { path: Path; message: string }[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not a known key' }));
  if (issue.code === 'invalid_type' && !exists(value, issue.path)) return [{ path: issue.path, message: 'is missing' }];
  if (issue.code === 'invalid_key') return [{ path: issue.path, message: issue.issues[0]?.message ?? 'is not a good name' }];
  return [{ path: issue.path, message: lowerFirst(issue.message) }];
}

/** The line of an `app.yaml` in which the thing at a path stands: `['services', 'web', 'user']`. */
export function linesOf(text: string): (path: Path) => number {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (path) => lines.linePos(offsetOf(contents, path)).line;
}

/** Where the thing at a path stands; where something is missing, the nearest thing around it. */
function offsetOf(root: ParsedNode | null, path: Path): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = isNode(pair.value) ? pair.value : null;
    } else {
      const item: unknown = node && 'items' in node && Array.isArray(node.items) ? node.items[Number(key)] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const kept = isRecord(target) ? target : {};
  const keys = new Set([...Object.keys(kept), ...Object.keys(patch)]);
  const merged = [...keys].map((key) => [key, key in patch ? mergePatch(kept[key], patch[key]) : kept[key]] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const exists = (value: unknown, path: Path) =>
  path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value) !==
  undefined;

const firstLine = (text: string) => text.split('\n', 1)[0] ?? text;
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
