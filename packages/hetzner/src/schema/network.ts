import { z } from 'zod';
import { deleteProtectionSchema, idSchema, labelsSchema, openEnum, timestampSchema } from './primitives.js';

/** `gateway` is the first address of the *network's* range, the same for every subnet. */
export const subnetSchema = z.object({
  type: openEnum(['cloud', 'server', 'vswitch']),
  ip_range: z.string(),
  network_zone: z.string(),
  gateway: z.string(),
  vswitch_id: idSchema.nullish(),
});
export type Subnet = z.infer<typeof subnetSchema>;

/** A route has no id: its destination, unique in the network, is its identity. */
export const routeSchema = z.object({ destination: z.string(), gateway: z.string() });
export type Route = z.infer<typeof routeSchema>;

/** `servers` are the ids of those attached. Source: API description, `GET /networks`. */
export const networkSchema = z.object({
  id: idSchema,
  name: z.string(),
  ip_range: z.string(),
  subnets: z.array(subnetSchema),
  routes: z.array(routeSchema),
  servers: z.array(idSchema),
  load_balancers: z.array(idSchema).default([]),
  protection: deleteProtectionSchema,
  labels: labelsSchema,
  created: timestampSchema,
  expose_routes_to_vswitch: z.boolean(),
});
export type Network = z.infer<typeof networkSchema>;
