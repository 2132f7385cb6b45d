import { z } from 'zod';
import { catalogSourceSchema, publisherSchema } from './catalogs.ts';
import { endpoint } from './endpoint.ts';
import { keywordsSchema, manifestSchema } from './manifest.ts';
import { settingSchema } from './settings-form.ts';
import { catalogAppIdSchema, digestSchema, textSchema, timeSchema } from './words.ts';

/**
 * A catalog is static files: `catalog.json`, `catalog.json.sig` (Ed25519 over its exact bytes, base64) and `blobs/sha256/<hex>`
 * (an OCI layout's). `number` rises with every publication: a box refuses a lower one.
 */
export const catalogImageSchema = z.strictObject({
  /** The OCI image manifest. */
  manifest: digestSchema,
  /** The OCI config: what Docker calls the image's id. */
  config: digestSchema,
  /** Compressed bytes of config and layers together. */
  sizeBytes: z.number().int().positive(),
  /** From the lowest up, compressed, as they are downloaded: images that stand on the same ones share them. */
  layers: z.array(z.strictObject({ digest: digestSchema, sizeBytes: z.number().int().positive() })).min(1),
  /** A blob of the catalog, also where the image lies in a registry: CycloneDX JSON that lists the Debian packages in it. */
  sbom: digestSchema,
  /** Instead of the catalog's own blobs: `https://host/v2/name` of a registry. */
  registry: z.url().optional(),
});
export type CatalogImage = z.infer<typeof catalogImageSchema>;

export const releaseSchema = z
  .strictObject({
    manifest: manifestSchema,
    /** By the manifest's image names, for one architecture. */
    images: z.record(z.string(), catalogImageSchema).refine((images) => Object.keys(images).length <= 20, 'has more than 20 images'),
    /** SVG, inline: an icon must show even when the catalog is unreachable. */
    icon: z.string().max(20_000),
    publishedAt: timeSchema,
  })
  .refine(
    ({ manifest, images }) => Object.values(manifest.services).every(({ image }) => Object.hasOwn(images, image)),
    'lacks an image that a service names',
  );
export type Release = z.infer<typeof releaseSchema>;

/** What a catalog says of itself: its name and who vouches. */
export const catalogTitleSchema = z.strictObject({ name: z.string().trim().min(1).max(80), publisher: publisherSchema });

export const catalogFileSchema = catalogTitleSchema
  .extend({
    format: z.literal(1),
    architecture: z.enum(['amd64', 'arm64']),
    number: z.number().int().positive(),
    publishedAt: timeSchema,
    /** Newest release last. */
    apps: z.record(catalogAppIdSchema, z.strictObject({ releases: z.array(releaseSchema).min(1) })),
  })
  .refine(
    ({ apps }) => Object.entries(apps).every(([id, { releases }]) => releases.every(({ manifest }) => manifest.id === id)),
    'has a release of another app under an app’s name',
  );
export type CatalogFile = z.infer<typeof catalogFileSchema>;

/** A channel says what is newest: `stable` the highest version without a dash, `beta` the highest of all. */
export const channels = ['stable', 'beta'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

/** An app of the catalog as the panel shows it. */
export const catalogEntrySchema = z.object({
  id: catalogAppIdSchema,
  /** Whose it is: the id of one of the box's catalogs. */
  catalog: catalogSourceSchema.shape.id,
  /** What is offered to whoever chose nothing: of the channel `stable`. */
  version: z.string(),
  /** What `beta` offers, where that is newer. */
  betaVersion: z.string().optional(),
  title: textSchema,
  program: z.string(),
  homepage: z.string().optional(),
  source: z.string().optional(),
  license: z.string().optional(),
  keywords: keywordsSchema.optional(),
  summary: textSchema,
  description: textSchema,
  category: z.string(),
  color: z.string(),
  hidden: z.boolean(),
  slug: z.string(),
  releaseNotes: textSchema.optional(),
  permissions: z.array(z.string()),
  /** What else another version may do, by version, for somebody who wants that one. */
  morePermissions: z.record(z.string(), z.array(z.string())),
  /** What for, in its author's words. */
  permissionsReason: textSchema.optional(),
  settings: z.array(settingSchema),
  versions: z.array(z.string()),
  /** The settings form by version, for somebody who wants another than the newest. */
  forms: z.record(z.string(), z.array(settingSchema)),
  /** What its layers weigh, compressed, one that its images share counted once; what of it this box does not have yet; and what the services may use of memory together. */
  sizeBytes: z.number().int(),
  missingBytes: z.number().int(),
  memoryBytes: z.number().int(),
});
export type CatalogEntry = z.infer<typeof catalogEntrySchema>;

export const catalogStateSchema = z.object({
  name: z.string(),
  number: z.number().int(),
  publishedAt: timeSchema.nullable(),
  /** When the box last reached it; null: never. */
  reachedAt: timeSchema.nullable(),
  /** Why it could not be read the last time, in a person's words. */
  problem: z.string().nullable(),
  /** Where apps come from: the box's own first, then those of others as they were added. All above is of the own one. */
  catalogs: z.array(catalogSourceSchema),
  apps: z.array(catalogEntrySchema),
  /** What this machine has to offer, to tell before an install that something is too large for it. */
  machine: z.object({ memoryBytes: z.number().int(), freeMemoryBytes: z.number().int(), freeBytes: z.number().int() }),
});
export type CatalogState = z.infer<typeof catalogStateSchema>;

export const catalogEndpoints = {
  getCatalog: endpoint('GET', '/catalog', { role: 'person', summary: 'The apps there are to install.', response: catalogStateSchema }),
  getCatalogIcon: endpoint('GET', '/catalog/:app/icon', {
    role: 'person',
    summary: 'The icon of an app in the catalog.',
    params: z.object({ app: catalogAppIdSchema }),
    stream: 'image/svg+xml',
  }),
  refreshCatalog: endpoint('POST', '/catalog/refresh', {
    role: 'person',
    summary: 'Reads the catalog again.',
    response: catalogStateSchema,
  }),
};
