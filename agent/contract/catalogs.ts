import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { idSchema, timeSchema } from './words.ts';

/** Ed25519, raw 32 bytes in base64. */
export const publicKeySchema = z.base64().length(44, 'is not a catalog’s public key (44 characters that end with “=”)');

/** A catalog this box reads. Its own comes first and can't be removed. */
export const catalogSourceSchema = z.object({
  id: idSchema,
  name: z.string(),
  address: z.string(),
  publicKey: publicKeySchema,
  /** The publisher of Percloud itself: vouched for by who made the box. Others: by the operator who added them. */
  own: z.boolean(),
  addedBy: z.string().nullable(),
  addedAt: timeSchema.nullable(),
  reachedAt: timeSchema.nullable(),
  apps: z.number().int(),
  /** Apps left out because another catalog has one of that name; told, so that nobody wonders. */
  refusedApps: z.array(z.object({ id: z.string(), catalog: z.string() })),
  /** Why it could not be read the last time, in a person's words. */
  problem: z.string().nullable(),
});
export type CatalogSource = z.infer<typeof catalogSourceSchema>;

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
