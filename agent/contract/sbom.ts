import { z } from 'zod';

/** A list of what is in an image: the parts of CycloneDX 1.6 (https://cyclonedx.org) that are written and read here. */
export const sbomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(z.looseObject({ type: z.string(), name: z.string(), version: z.string(), purl: z.string().optional() })),
});
export type Sbom = z.infer<typeof sbomSchema>;

/** The Debian packages it lists. */
export const packagesOf = ({ components }: Sbom): { name: string; version: string }[] =>
  components.filter(({ purl }) => purl?.startsWith('pkg:deb/')).map(({ name, version }) => ({ name, version }));
