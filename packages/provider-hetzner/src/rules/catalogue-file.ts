import { z } from 'zod';
import { TIERS } from './tiers.js';

const labels = z.record(z.string(), z.string().max(63)).default({});
const name = z.string().min(1).max(64);
const plainSku = z.strictObject({ name, labels });

const instanceSku = z
  .strictObject({
    name,
    labels,
    serverType: z.string().optional(),
    tier: z.enum(TIERS.map((tier) => tier.name)).optional(),
  })
  .refine((sku) => (sku.serverType === undefined) !== (sku.tier === undefined), {
    message: 'names either a serverType of Hetzner or a tier of SECA',
  });

const region = z.strictObject({
  name,
  /** Of Hetzner, such as `eu-central`. */
  networkZone: z.string().min(1),
  /** The first is the default zone; several may stand for one location. */
  zones: z
    .array(z.strictObject({ name: z.string().min(1).max(32), location: z.string().min(1) }))
    .min(1)
    .max(32),
  instanceSkus: z.array(instanceSku).min(1),
  storageSkus: z.array(plainSku).min(1),
  networkSkus: z.array(plainSku).min(1),
});

/** What a `CATALOGUE_FILE` pins: the regions on offer, the first being the default, with zones and SKUs by name. */
export const catalogueFileSchema = z.strictObject({ regions: z.array(region).min(1) });
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;
export type PinnedRegion = CatalogueFile['regions'][number];
