import { z } from 'zod';
import { architectureSchema, deprecationSchema, idSchema, openEnum } from './primitives.js';
import { typePriceSchema } from './price.js';

/**
 * One location that offers a server type. `available` says whether it can be ordered there now; a price
 * row alone does not. Source: https://docs.hetzner.cloud/changelog#2026-04-01-datacenter-deprecations
 */
export const serverTypeLocationSchema = z.object({
  id: idSchema,
  name: z.string(),
  deprecation: deprecationSchema.nullable(),
  available: z.boolean(),
  recommended: z.boolean(),
});
export type ServerTypeLocation = z.infer<typeof serverTypeLocationSchema>;

/**
 * `memory` and `disk` are in GB. A type exists only in the listed `locations`.
 * Source: API description, `GET /server_types`.
 */
export const serverTypeSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  category: z.string().nullish(),
  cores: z.number(),
  memory: z.number(),
  disk: z.number(),
  prices: z.array(typePriceSchema),
  storage_type: openEnum(['local', 'network']),
  cpu_type: openEnum(['shared', 'dedicated']),
  architecture: architectureSchema,
  locations: z.array(serverTypeLocationSchema),
  /** Superseded by `locations[].deprecation`. */
  deprecated: z.boolean().optional(),
  /** Superseded by `locations[].deprecation`. */
  deprecation: deprecationSchema.nullish(),
});
export type ServerType = z.infer<typeof serverTypeSchema>;
