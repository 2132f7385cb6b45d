import { z } from 'zod';

/** Runs when it is put into a page as anything but text; tells so by a request as well. */
export const script = `<img src=/canary onerror=pwned=1>"'`;
/** Whichever of these a field takes. */
const attempts = [script, `javascript:pwned=1//${script}`, `/${script}`, `https://example.org/${script}`];

type Path = readonly (string | number)[];
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
interface Shape {
  type?: string;
  pattern?: string;
  format?: string;
  maxLength?: number;
  properties?: Record<string, Shape>;
  items?: Shape;
  additionalProperties?: Shape | boolean;
  anyOf?: Shape[];
  oneOf?: Shape[];
  enum?: Json[];
  const?: Json;
  minimum?: number;
  required?: string[];
}

/**
 * Puts a script wherever the schema lets somebody write freely, also into fields that `value` leaves out: a field that is new in the
 * schema is tried by itself. `kept`: what is not shown to anybody, and has to stay so that the thing works.
 */
export function spoil<T>(schema: z.ZodType<T>, value: T, kept: (path: string) => boolean): { spoilt: T; paths: string[] } {
  let whole = JSON.parse(JSON.stringify(value)) as Json;
  const paths: string[] = [];
  const put = (path: Path, part: Json): boolean => {
    const parent = partAt(whole, path.slice(0, -1));
    if (typeof parent !== 'object' || parent === null) return false;
    const changed = withPart(whole, path, part);
    if (!schema.safeParse(changed).success) return false;
    whole = changed;
    return true;
  };
  const walk = (shape: Shape, path: Path): void => {
    if (kept(path.join('.'))) return;
    const fillings = [sample(shape), [sample(shape)], ...attempts];
    // A limit that nobody set is no text, and would only be in the way.
    if (partAt(whole, path) === undefined && (isNumber(shape) || !fillings.some((filling) => put(path, filling)))) return;
    if (shape.type === 'string' && attempts.some((attempt) => put(path, attempt))) paths.push(path.join('.'));
    const present = partAt(whole, path);
    for (const variant of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) walk(variant, path);
    for (const [name, part] of Object.entries(shape.properties ?? {})) walk(part, [...path, name]);
    if (Array.isArray(present) && shape.items) for (const index of present.keys()) walk(shape.items, [...path, index]);
    if (present && typeof present === 'object' && typeof shape.additionalProperties === 'object')
      for (const name of Object.keys(present)) walk(shape.additionalProperties, [...path, name]);
  };
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, []);
  return { spoilt: schema.parse(whole), paths: [...new Set(paths)] };
}

/** The fields of a schema that hold a script as well as any other text. */
export function freeTexts(schema: z.ZodType): string[] {
  const walk = (shape: Shape, path: Path): string[] => {
    const isFree =
      shape.type === 'string' &&
      !shape.pattern &&
      !shape.format &&
      !shape.enum &&
      shape.const === undefined &&
      (shape.maxLength ?? 1000) >= script.length;
    const parts = Object.entries(shape.properties ?? {}).flatMap(([name, part]) => walk(part, [...path, name]));
    const values = typeof shape.additionalProperties === 'object' ? walk(shape.additionalProperties, [...path, '*']) : [];
    const items = shape.items ? walk(shape.items, [...path, '*']) : [];
    const variants = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap((variant) => walk(variant, path));
    return [...(isFree ? [path.join('.')] : []), ...parts, ...values, ...items, ...variants];
  };
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, []);
}

const isNumber = ({ type }: Shape) => type === 'number' || type === 'integer';

function sample(shape: Shape): Json {
  const [first] = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  if (first) return sample(first);
  if (shape.enum) return shape.enum[0] ?? null;
  if (shape.type === 'object')
    return Object.fromEntries((shape.required ?? []).map((name) => [name, sample(shape.properties?.[name] ?? { type: 'string' })]));
  if (shape.type === 'array') return shape.items ? [sample(shape.items)] : [];
  if (isNumber(shape)) return shape.minimum ?? 1;
  if (shape.type === 'boolean') return true;
  return 'x';
}

const partAt = (value: Json, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((part, key) => (part as Record<string | number, Json> | null | undefined)?.[key], value);

function withPart(value: Json, path: Path, part: Json): Json {
  const copy = structuredClone(value);
  const parent = partAt(copy, path.slice(0, -1)) as Record<string | number, Json>;
  parent[path.at(-1) ?? ''] = part;
  return copy;
}
