import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';
import { referenceSchema, type ReferenceField } from '../resource/references.js';

const portSchema = z.int().min(1).max(65_535);

/** One port (only `from` or only `to`), a range (both), and single ports beside them; at least one of it. */
const portsSchema = z
  .object({
    from: portSchema.optional(),
    to: portSchema.optional(),
    list: z.array(portSchema).max(100).optional(),
  })
  .refine(({ from, to, list }) => from !== undefined || to !== undefined || list?.length, {
    error: 'needs from, to or list',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'from must not be above to',
  });

/** Zero is what Go clients leave out. */
const icmpSchema = z.object({
  type: z.int().min(0).max(8).optional(),
  code: z.int().min(0).max(5).optional(),
});

/** Go clients write an unset choice as an empty string. */
const unset = z.literal('').transform(() => undefined);

/** What a client declares of a rule, in a group or by itself. Source: SECA `SecurityGroupRuleSpec`. */
export const securityGroupRuleSpecSchema = z
  .object({
    direction: z.enum(['ingress', 'egress']),
    /** Absent: both. */
    version: z.enum(['IPv4', 'IPv6']).optional().or(unset),
    /** Absent: all. */
    protocol: z.enum(['tcp', 'udp', 'tcp+udp', 'icmp']).optional().or(unset),
    /** Absent: all. */
    ports: portsSchema.optional(),
    icmp: icmpSchema.optional(),
    /** The other end, for egress too; absent or empty: everything. */
    sourceRef: z.array(referenceSchema).max(32).optional(),
    annotations: z.record(z.string(), z.string().max(1024)).optional(),
  })
  .refine(({ icmp, protocol }) => !icmp || protocol === 'icmp', {
    path: ['icmp'],
    error: 'goes with protocol icmp only',
  })
  .refine(({ ports, protocol }) => !ports || protocol !== 'icmp', {
    path: ['ports'],
    error: 'icmp has no ports',
  });

export type SecurityGroupRuleSpec = z.output<typeof securityGroupRuleSpecSchema>;

/** A rule by itself is usable as soon as it is accepted; the groups tell whether it is in force. */
export type SecurityGroupRuleStatus = StateHistory;

/** The other ends that a rule names, `pointer` being that of the rule. An address stands in `resource`. */
export function sourceFields(rule: SecurityGroupRuleSpec, pointer: string): ReferenceField[] {
  return (rule.sourceRef ?? []).map((reference, index) => ({
    pointer: `${pointer}/sourceRef/${index}`,
    reference,
    expects: ['security-group', 'instance', 'internet-gateway'],
    allowsAddress: true,
  }));
}
