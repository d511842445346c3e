import { z } from 'zod';
import { referenceSchema } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';
import { cidrSchema, type Cidr } from './cidr.js';

/** What a client declares of a network. Source: SECA `NetworkSpec`. */
export const networkSpecSchema = z.object({
  cidr: cidrSchema,
  additionalCidrs: z.array(cidrSchema).max(32).optional(),
  skuRef: referenceSchema,
});

export type NetworkSpec = z.output<typeof networkSpecSchema>;

export interface NetworkStatus extends StateHistory {
  /** The range in force; differs from the spec's where that left the choice to the provider. */
  cidr: Cidr;
  additionalCidrs?: Cidr[];
}
