import { z } from 'zod';
import { actionSchema } from './action.js';
import { locationSchema } from './location.js';
import {
  deleteProtectionSchema,
  dnsPtrSchema,
  idSchema,
  labelsSchema,
  openEnum,
  timestampSchema,
} from './primitives.js';

/**
 * `ip` is one address for `ipv4`, a /64 for `ipv6`. `assignee_type` reads `unassigned` while `assignee_id`
 * is null. Source: API description, `GET /primary_ips`;
 * https://docs.hetzner.cloud/changelog#2026-04-27-primary-ips-will-return-unassigned
 */
export const primaryIpSchema = z.object({
  id: idSchema,
  name: z.string(),
  labels: labelsSchema,
  created: timestampSchema,
  blocked: z.boolean(),
  location: locationSchema,
  ip: z.string(),
  dns_ptr: z.array(dnsPtrSchema),
  protection: deleteProtectionSchema,
  type: openEnum(['ipv4', 'ipv6']),
  auto_delete: z.boolean(),
  assignee_type: openEnum(['server', 'unassigned']),
  assignee_id: idSchema.nullable(),
});
export type PrimaryIp = z.infer<typeof primaryIpSchema>;

/** Answer of `POST /primary_ips`; `action` only when it was assigned at once. */
export const primaryIpCreatedSchema = z.object({
  primary_ip: primaryIpSchema,
  action: actionSchema.nullish(),
});
export type PrimaryIpCreated = z.infer<typeof primaryIpCreatedSchema>;
