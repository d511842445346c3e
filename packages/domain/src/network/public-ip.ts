import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';
import type { Reference } from '../resource/references.js';

/** What a client declares of a public IP; an empty address counts as absent. Source: SECA `PublicIpSpec`. */
export const publicIpSpecSchema = z.object({
  version: z.enum(['IPv4', 'IPv6']),
  address: z.string().max(39).optional(),
});

export type PublicIpSpec = z.output<typeof publicIpSpecSchema>;

export interface PublicIpStatus extends StateHistory {
  /** The address that it really is, whichever was asked for; absent until there is one. */
  ipAddress?: string;
  /** The instance whose machine has the address now. */
  attachedTo?: Reference;
}
