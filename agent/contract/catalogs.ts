import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { problemSchema } from './problems.ts';
import { idSchema, timeSchema } from './words.ts';

/** Ed25519, raw 32 bytes in base64. */
export const publicKeySchema = z.base64().length(44, 'is not a catalog’s public key (44 characters that end with “=”)');

/** Who vouches for what is in a catalog, in their own words: what proves it is the key. */
export const publisherSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** A mail address or a page. */
  contact: z.union([z.email(), z.url({ protocol: /^https$/ })]).optional(),
});
export type Publisher = z.infer<typeof publisherSchema>;

/** The catalog the box came with; it can't be removed. */
export const ownCatalog = 'own';

/** A catalog this box reads. Its own comes first. */
export const catalogSourceSchema = z.object({
  id: z.union([z.literal(ownCatalog), idSchema]),
  /** In its publisher's words; empty until it was read once. */
  name: z.string(),
  publisher: publisherSchema.nullable(),
  address: z.string(),
  publicKey: publicKeySchema,
  /** Of the key, for people to compare: `3f2a 91bc …`. */
  fingerprint: z.string(),
  addedBy: z.string().nullable(),
  addedAt: timeSchema.nullable(),
  publishedAt: timeSchema.nullable(),
  reachedAt: timeSchema.nullable(),
  /** How many of its apps are offered. */
  apps: z.number().int(),
  /** Apps left out because another catalog has one of that name; told, so that nobody wonders. */
  refusedApps: z.array(z.object({ id: z.string(), catalog: z.string() })),
  /** Why it could not be read the last time. */
  problem: problemSchema.nullable(),
});
export type CatalogSource = z.infer<typeof catalogSourceSchema>;

/** Who an installed app comes from, and who alone may update it. */
export const appPublisherSchema = z.object({
  name: z.string(),
  fingerprint: z.string(),
  /** Null: that catalog was removed, and no updates come. */
  catalog: catalogSourceSchema.shape.id.nullable(),
});
export type AppPublisher = z.infer<typeof appPublisherSchema>;

export const catalogSourceEndpoints = {
  listCatalogs: endpoint('GET', '/catalogs', {
    role: 'person',
    summary: 'Where the apps of this box come from, and who vouches.',
    response: z.array(catalogSourceSchema),
  }),
  addCatalog: endpoint('POST', '/catalogs', {
    role: 'operator',
    summary: 'Adds somebody else’s catalog by its address and key. Read and checked before it is kept.',
    body: z.strictObject({ address: z.string().trim().min(1, 'is missing').max(500), publicKey: publicKeySchema }),
    response: catalogSourceSchema,
    status: 201,
  }),
  removeCatalog: endpoint('DELETE', '/catalogs/:catalog', {
    role: 'operator',
    summary: 'Removes a catalog. Apps installed from it stay, and get no more updates.',
    params: z.object({ catalog: idSchema }),
  }),
};
