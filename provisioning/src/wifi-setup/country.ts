import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { runProgram } from './programs.ts';

/** Which country's rules for radio hold, `COUNTRY=ES`: `percloud-wifi-country.service` reads it at every start. */
const countryFile = '/var/lib/percloud/wifi-country';
const codeSchema = z.string().regex(/^[A-Z]{2}$/);

/** Debian's list: a code and an English name on each line. */
const listFile = '/usr/share/zoneinfo/iso3166.tab';

/** All countries' codes, by ISO 3166. */
export async function readCountries(file = listFile): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').flatMap((line) => /^([A-Z]{2})\t/.exec(line)?.[1] ?? []);
}

/** The country somebody chose on this box before, if any. */
export async function findCountry(): Promise<string | undefined> {
  const text = await readFile(countryFile, 'utf8').catch(() => '');
  return codeSchema.safeParse(/^COUNTRY=(.*)$/m.exec(text)?.[1]).data;
}

/** Until the power goes. */
export const useCountry = async (code: string): Promise<void> => {
  await runProgram('iw', 'reg', 'set', codeSchema.parse(code));
};

/** For good. */
export async function keepCountry(code: string): Promise<void> {
  await writeFile(`${countryFile}.new`, `COUNTRY=${codeSchema.parse(code)}\n`, { mode: 0o644 });
  await rename(`${countryFile}.new`, countryFile);
}
