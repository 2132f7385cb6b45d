import type { Endpoint } from '@percloud/contract/endpoint';
import type { FieldProblem, FieldRule } from '@percloud/contract/problems';
import type { z } from 'zod';
import { Problem } from '../problem.ts';

const parts = ['params', 'query', 'body'] as const;
type Input = Record<(typeof parts)[number], unknown>;

/** What came from outside, by the endpoint's schemas; everything that is wrong is told at once. */
export function parseInput(endpoint: Endpoint, request: Input): Partial<Input> {
  const input: Partial<Input> = {};
  const fields: FieldProblem[] = [];
  for (const part of parts) {
    const schema = endpoint[part];
    if (!schema) continue;
    const parsed = schema.safeParse(request[part], { error: inWords });
    if (parsed.success) input[part] = parsed.data;
    else fields.push(...parsed.error.issues.flatMap((issue) => fieldProblems(part, issue)));
  }
  if (fields.length > 0) throw new Problem('bad-input', { fields });
  return input;
}

function fieldProblems(part: string, issue: z.core.$ZodIssue): FieldProblem[] {
  const path = [part, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is not known here', rule: 'unknown' }));
  return [{ path, message: issue.message, ...brokenRule(issue) }];
}

const rulesByType: Record<string, FieldRule> = { string: 'text', number: 'number', int: 'number', boolean: 'yes-or-no' };

/** The same as the message, for whoever translates it. */
function brokenRule(issue: z.core.$ZodIssue): Pick<FieldProblem, 'rule' | 'limit'> {
  switch (issue.code) {
    case 'invalid_type':
      return { rule: issue.message === missing ? 'needed' : rulesByType[issue.expected] };
    case 'too_small':
      if (issue.origin !== 'string') return { rule: 'too-small', limit: Number(issue.minimum) };
      return issue.minimum === 1 ? { rule: 'needed' } : { rule: 'too-short', limit: Number(issue.minimum) };
    case 'too_big':
      return { rule: issue.origin === 'string' ? 'too-long' : 'too-big', limit: Number(issue.maximum) };
    case 'invalid_value':
      return { rule: 'choice', limit: issue.values.join(', ') };
    case 'invalid_format':
      return { rule: 'pattern' };
    default:
      return {};
  }
}

const missing = 'is missing';
const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

/** Schemas bring their own words for what matters; these stand in for zod's where they don't. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.input === undefined ? missing : `has to be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_big') return `is more than ${issue.maximum}`;
  if (issue.code === 'too_small') return `is less than ${issue.minimum}`;
  if (issue.code === 'invalid_value') return `has to be one of: ${issue.values.join(', ')}`;
  return undefined;
}
