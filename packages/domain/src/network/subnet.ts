import { z } from 'zod';
import { referenceSchema, type Reference } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';
import { zoneSchema } from '../region/zone.js';
import { cidrSchema, type Cidr } from './cidr.js';

/** A subnet without a table has only the routes within its network; the reference is then empty. */
const routeTableRefSchema = referenceSchema.or(z.object({ resource: z.literal('') }));

/** What a client declares of a subnet. Source: SECA `SubnetSpec`. */
export const subnetSpecSchema = z.object({
  cidr: cidrSchema,
  routeTableRef: routeTableRefSchema,
  skuRef: referenceSchema.optional(),
  /** Absent or empty takes the region's default zone and keeps it. */
  zone: zoneSchema.or(z.literal('')).optional(),
});

export type SubnetSpec = z.output<typeof subnetSpecSchema>;

export interface SubnetStatus extends StateHistory {
  cidr?: Cidr;
  routeTableRef?: Reference;
}
