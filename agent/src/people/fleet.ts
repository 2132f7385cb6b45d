import { readFileSync } from 'node:fs';
import { displayNameSchema, personNameSchema } from '@percloud/contract/people';
import { languageSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { hasCode } from '../problem.ts';
import { removeForGood } from '../remove-for-good.ts';

/** An operator who has claimed the box before it was switched on; the fleet key is their password, of which only a hash comes here. */
const fleetSchema = z.strictObject({
  name: personNameSchema,
  displayName: displayNameSchema,
  language: languageSchema,
  passwordHash: z.string().regex(/^\$argon2id\$v=19\$m=\d{1,6},t=\d{1,2},p=\d{1,2}\$[\w+/]{8,}\$[\w+/]{16,}$/),
});
export type FleetOperator = z.infer<typeof fleetSchema>;

/** Undefined: there is none. Throws what is wrong with it, without what stands in it. */
export function readFleet(path: string): FleetOperator | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  return fleetSchema.parse(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
}

export const forgetFleet = removeForGood;
