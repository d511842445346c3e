import { z } from 'zod';
import { actionSchema } from './action.js';
import { idSchema, labelsSchema, openEnum, timestampSchema } from './primitives.js';

/** `port` is "n" or "a-b", for tcp and udp. CIDRs come back canonical: compare them parsed, not as text. */
export const firewallRuleSchema = z.object({
  description: z.string().nullish(),
  direction: openEnum(['in', 'out']),
  source_ips: z.array(z.string()).default([]),
  destination_ips: z.array(z.string()).default([]),
  protocol: openEnum(['tcp', 'udp', 'icmp', 'esp', 'gre']),
  port: z.string().nullable().default(null),
});
export type FirewallRule = z.infer<typeof firewallRuleSchema>;

/** A server, or a label selector with the servers that it matches now in `applied_to_resources`. */
export const firewallResourceSchema = z.object({
  type: openEnum(['server', 'label_selector']),
  server: z.object({ id: idSchema }).nullish(),
  label_selector: z.object({ selector: z.string() }).nullish(),
  applied_to_resources: z
    .array(z.object({ type: z.string().optional(), server: z.object({ id: idSchema }).optional() }))
    .nullish(),
});
export type FirewallResource = z.infer<typeof firewallResourceSchema>;

/** Source: API description, `GET /firewalls`. */
export const firewallSchema = z.object({
  id: idSchema,
  name: z.string(),
  labels: labelsSchema.default({}),
  created: timestampSchema,
  rules: z.array(firewallRuleSchema),
  applied_to: z.array(firewallResourceSchema),
});
export type Firewall = z.infer<typeof firewallSchema>;

/** Answer of `POST /firewalls`. */
export const firewallCreatedSchema = z.object({
  firewall: firewallSchema,
  actions: z.array(actionSchema).default([]),
});
export type FirewallCreated = z.infer<typeof firewallCreatedSchema>;
