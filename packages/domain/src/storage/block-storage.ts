import { z } from 'zod';
import { referenceSchema, type Reference } from '../resource/references.js';
import type { StateHistory } from '../resource/conditions.js';

/** What a client declares of a block storage. Source: SECA `BlockStorageSpec`. */
export const blockStorageSpecSchema = z.object({
  sizeGB: z.int().min(1).max(1_000_000),
  skuRef: referenceSchema,
  sourceImageRef: referenceSchema.or(z.object({ resource: z.literal('') })).optional(),
});

export type BlockStorageSpec = z.output<typeof blockStorageSpecSchema>;

export interface BlockStorageStatus extends StateHistory {
  /** The size in force, in GB. */
  sizeGB: number;
  /** The instance that uses it. */
  attachedTo?: Reference;
}
