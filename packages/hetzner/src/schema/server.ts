import { z } from 'zod';
import { actionSchema } from './action.js';
import { imageSchema } from './image.js';
import { isoSchema } from './iso.js';
import { locationSchema } from './location.js';
import { placementGroupSchema } from './placement-group.js';
import { dnsPtrSchema, idSchema, labelsSchema, openEnum, timestampSchema } from './primitives.js';
import { serverTypeSchema } from './server-type.js';

/** `id` is the Primary IP's. */
export const serverPublicIpv4Schema = z.object({
  id: idSchema.optional(),
  ip: z.string(),
  blocked: z.boolean(),
  dns_ptr: z.string(),
});
export type ServerPublicIpv4 = z.infer<typeof serverPublicIpv4Schema>;

/** `id` is the Primary IP's, `ip` a /64. */
export const serverPublicIpv6Schema = z.object({
  id: idSchema.optional(),
  ip: z.string(),
  blocked: z.boolean(),
  dns_ptr: z.array(dnsPtrSchema).nullable(),
});
export type ServerPublicIpv6 = z.infer<typeof serverPublicIpv6Schema>;

export const serverFirewallSchema = z.object({ id: idSchema, status: openEnum(['applied', 'pending']) });
export type ServerFirewall = z.infer<typeof serverFirewallSchema>;

/** Both families are null for a server that has private networks only. */
export const serverPublicNetSchema = z.object({
  ipv4: serverPublicIpv4Schema.nullable(),
  ipv6: serverPublicIpv6Schema.nullable(),
  floating_ips: z.array(idSchema),
  firewalls: z.array(serverFirewallSchema).default([]),
});
export type ServerPublicNet = z.infer<typeof serverPublicNetSchema>;

/** One attachment to a network. `ip` can't change; `alias_ips` can. */
export const serverPrivateNetSchema = z.object({
  network: idSchema,
  ip: z.string(),
  alias_ips: z.array(z.string()).default([]),
  mac_address: z.string(),
});
export type ServerPrivateNet = z.infer<typeof serverPrivateNetSchema>;

export const serverStatusSchema = openEnum([
  'running',
  'initializing',
  'starting',
  'stopping',
  'off',
  'deleting',
  'migrating',
  'rebuilding',
  'unknown',
]);
export type ServerStatus = z.infer<typeof serverStatusSchema>;

/**
 * Traffic is in bytes, `primary_disk_size` in GB. `locked` says that an action runs which no second one may
 * join. Source: API description, `GET /servers`, without the `datacenter` that is gone since 2026-07-01
 * (https://docs.hetzner.cloud/changelog#2026-07-01-removing-datacenters).
 */
export const serverSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: serverStatusSchema,
  created: timestampSchema,
  public_net: serverPublicNetSchema,
  private_net: z.array(serverPrivateNetSchema),
  server_type: serverTypeSchema,
  location: locationSchema,
  image: imageSchema.nullable(),
  iso: isoSchema.nullable(),
  rescue_enabled: z.boolean(),
  locked: z.boolean(),
  backup_window: z.string().nullable(),
  outgoing_traffic: z.number().nullable(),
  ingoing_traffic: z.number().nullable(),
  included_traffic: z.number().nullable(),
  protection: z.object({ delete: z.boolean(), rebuild: z.boolean() }),
  labels: labelsSchema,
  volumes: z.array(idSchema).default([]),
  load_balancers: z.array(idSchema).default([]),
  primary_disk_size: z.number(),
  placement_group: placementGroupSchema.nullable().default(null),
});
export type Server = z.infer<typeof serverSchema>;

/**
 * Answer of `POST /servers`. `next_actions` holds start_server when it starts at once; `root_password` is
 * told only here, and only when no SSH key was given.
 */
export const serverCreatedSchema = z.object({
  server: serverSchema,
  action: actionSchema,
  next_actions: z.array(actionSchema),
  root_password: z.string().nullable(),
});
export type ServerCreated = z.infer<typeof serverCreatedSchema>;

/** Answer of rebuild, reset_password and enable_rescue. */
export const serverPasswordSetSchema = z.object({
  action: actionSchema,
  root_password: z.string().nullish(),
});
export type ServerPasswordSet = z.infer<typeof serverPasswordSetSchema>;
