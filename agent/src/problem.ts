import { type FieldProblem, type ProblemCode, type ProblemDocument, problems } from '@percloud/contract/problems';

interface ProblemParts {
  /** What exactly, for this case; in a person's words. */
  detail?: string;
  /** Fills the {braces} of title and remedy. */
  values?: Record<string, string | number>;
  fields?: FieldProblem[];
  cause?: unknown;
}

/** An error that names itself and its remedy. Thrown anywhere, it reaches the person as a problem document; causes reach the log only. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly parts: ProblemParts;

  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    super(`${code}: ${parts.detail ?? fill(problems[code].title, parts.values)}`, { cause: parts.cause });
    this.name = 'Problem';
    this.code = code;
    this.parts = parts;
  }

  toDocument(): ProblemDocument {
    const { title, remedy, status } = problems[this.code];
    const { detail, values, fields } = this.parts;
    return {
      type: `urn:percloud:problem:${this.code}`,
      code: this.code,
      title: fill(title, values),
      detail,
      remedy: fill(remedy, values),
      status,
      values,
      fields,
    };
  }
}

/** Whatever was thrown, as a problem. What nobody foresaw is `internal`, with the cause kept for the log. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasCode(error, 'ENOSPC') || hasCode(error, 'SQLITE_FULL')) return new Problem('disk-full', { cause: error });
  return new Problem('internal', { cause: error });
}

/** For the log: the whole chain, innermost last. */
export function causes(error: unknown): string {
  const chain: string[] = [];
  for (let current = error; current instanceof Error && chain.length < 8; current = current.cause) chain.push(current.message);
  return chain.join(' ← ');
}

export const hasCode = (error: unknown, code: string | number): boolean => error instanceof Error && 'code' in error && error.code === code;

const fill = (text: string, values: Record<string, string | number> = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
