import { isIPv4, isIPv6 } from 'node:net';
import { displayNameSchema, personNameSchema } from '@percloud/contract/people';
import { readSshKey } from '@percloud/contract/ssh-key';
import { languageSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { isHostOf, readAddress } from './ipv4.ts';

const bytes = (text: string) => Buffer.byteLength(text);
const isOneLine = (text: string) => !/\p{Cc}/u.test(text);

/** The name of the box in its network: `library` is found as `library.local`. A label of DNS, in small letters. */
export const hostnameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'starts with a letter; letters, digits and dashes only, 63 at most, without “.local”')
  .refine((name) => name !== 'localhost', 'is every machine’s name for itself');

/** Of the IANA's list, as `/usr/share/zoneinfo` has it: `Europe/Madrid`. */
export const timeZoneSchema = z.string().refine(isTimeZone, 'is not a time zone; one is called Europe/Madrid, for example');

/** Two capital letters of ISO 3166: `ES`. The rules for radio differ from country to country. */
export const countrySchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'is two letters, such as ES or IT');

/** The password of a Wi-Fi network (WPA): 8 to 63 characters, or the key itself: 64 digits in hex. */
const wifiPasswordSchema = z
  .string()
  .refine(isOneLine, 'is one line')
  .refine(
    (password) => (bytes(password) >= 8 && bytes(password) <= 63) || /^[0-9a-f]{64}$/i.test(password),
    'has 8 to 63 characters; a network without a password has no such line',
  );

export const wifiNetworkSchema = z.strictObject({
  /** Its name, exactly as a phone shows it; 32 bytes at most. */
  ssid: z
    .string()
    .refine((ssid) => bytes(ssid) >= 1 && bytes(ssid) <= 32, 'has 1 to 32 characters')
    .refine(isOneLine, 'is one line'),
  /** Without it: an open network. Empty: was taken over at an earlier start, and removed from the file. */
  password: z.union([z.literal(''), wifiPasswordSchema]).optional(),
  /** Whether it keeps its name to itself. */
  hidden: z.boolean().optional(),
});

const addressSchema = z
  .string()
  .refine((text) => readAddress(text) !== undefined, 'is an address with the size of its network: 192.168.1.20/24');

/** A fixed address on the cable, IPv4. */
const fixedNetworkSchema = z
  .strictObject({
    address: addressSchema,
    gateway: z.string().refine(isIPv4, 'is the address of the router: 192.168.1.1'),
    dns: z
      .array(z.string().refine((text) => isIPv4(text) || isIPv6(text), 'is an address: 192.168.1.1'))
      .max(4, 'are four at most')
      .optional(),
  })
  .refine(({ address, gateway }) => isHostOf(gateway, address), { path: ['gateway'], message: 'is not in the network of the address' });

/**
 * `percloud.yaml` on the config partition: what somebody wants of a box before it is switched on. Everything may be left out.
 * `z.input` is what stands in the file; what `percloud flash` writes has to fit it.
 */
export const percloudYamlSchema = z.strictObject({
  hostname: hostnameSchema.optional(),
  language: languageSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  wifi: z
    .strictObject({
      country: countrySchema,
      networks: z.array(wifiNetworkSchema).max(20, 'are twenty at most').optional(),
    })
    .optional(),
  network: z.union([z.literal('automatic'), fixedNetworkSchema]).optional(),
  ssh: z
    .strictObject({
      /** Public keys, one line each, as in `id_ed25519.pub`. None: SSH is switched off. */
      keys: z
        .array(z.string().refine((key) => !('wrong' in readSshKey(key)), 'is the one line of a .pub file'))
        .max(50, 'are fifty at most'),
    })
    .optional(),
  operator: z.strictObject({ email: z.email('is not an e-mail address').max(254) }).optional(),
  /** The name of the server by which the box is reached from outside; for later. */
  relay: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, 'is the name of a server, such as relay.example.org')
    .optional(),
  /** Which updates of the system it follows; for later. */
  channel: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'is one word in small letters, such as stable')
    .optional(),
  /** An operator of many boxes claims this one before it is switched on; its owner claims a percloud later. */
  fleet: z
    .strictObject({
      operator: personNameSchema,
      displayName: displayNameSchema,
      /** The operator's first password. Empty: was taken over at an earlier start, and removed from the file. */
      key: z.union([
        z.literal(''),
        z.string().min(20, 'has at least 20 characters').max(200, 'has 200 characters at most').refine(isOneLine, 'is one line'),
      ]),
    })
    .optional(),
});
export type PercloudYaml = z.infer<typeof percloudYamlSchema>;
export type WifiNetwork = z.infer<typeof wifiNetworkSchema>;
export type FixedNetwork = z.infer<typeof fixedNetworkSchema>;

/** The JSON Schema for editors, `percloud.schema.json`. */
export const jsonSchemaOfPercloudYaml = () => z.toJSONSchema(percloudYamlSchema, { io: 'input' });

function isTimeZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
