import { z } from 'zod';
import { referenceSchema, type Reference } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';

/** What a client declares of a NIC. Source: SECA `NicSpec`. */
export const nicSpecSchema = z.object({
  addresses: z.array(z.string().min(1).max(39)).min(1).max(32),
  subnetRef: referenceSchema,
  publicIpRefs: z.array(referenceSchema).max(16).optional(),
  securityGroupRefs: z.array(referenceSchema).max(16).optional(),
  skuRef: referenceSchema.optional(),
});

export type NicSpec = z.output<typeof nicSpecSchema>;

export interface NicStatus extends StateHistory {
  /** The addresses it holds, in the order of `spec.addresses`; empty while it waits for one. */
  addresses: string[];
  /** Known once an instance has taken the NIC. */
  macAddress?: string;
  publicIpRefs?: Reference[];
}
