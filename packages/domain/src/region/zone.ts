import { z } from 'zod';

/** Name of an availability zone. Source: SECA `Zone`. */
export const zoneSchema = z.string().min(1).max(32);
