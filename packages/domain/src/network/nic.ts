import { z } from 'zod';
import { referenceSchema, type Reference, type ReferenceField } from '../resource/references.js';
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
  /** The public IPs that are this NIC's: those of the spec that exist, unless another NIC has them. */
  publicIpRefs?: Reference[];
}

/** The public IPs that a NIC names. */
export function publicIpFields({ publicIpRefs = [] }: NicSpec): ReferenceField[] {
  return publicIpRefs.map((reference, index) => ({
    pointer: `/spec/publicIpRefs/${index}`,
    reference,
    expects: ['public-ip'],
    mayDangle: true,
  }));
}

/** The security groups that a NIC names. */
export function securityGroupFields({ securityGroupRefs = [] }: NicSpec): ReferenceField[] {
  return securityGroupRefs.map((reference, index) => ({
    pointer: `/spec/securityGroupRefs/${index}`,
    reference,
    expects: ['security-group'],
  }));
}
