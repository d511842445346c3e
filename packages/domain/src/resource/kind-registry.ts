import type { z } from 'zod';
import { roleAssignmentRules } from '../authorization/role-assignment.rules.js';
import { roleRules } from '../authorization/role.rules.js';
import { instanceRules } from '../compute/instance.rules.js';
import { internetGatewayRules } from '../network/internet-gateway.rules.js';
import { networkRules } from '../network/network.rules.js';
import { nicRules } from '../network/nic.rules.js';
import { publicIpRules } from '../network/public-ip.rules.js';
import { routeTableRules } from '../network/route-table.rules.js';
import { securityGroupRuleRules } from '../network/security-group-rule.rules.js';
import { securityGroupRules } from '../network/security-group.rules.js';
import { subnetRules } from '../network/subnet.rules.js';
import { blockStorageRules } from '../storage/block-storage.rules.js';
import { imageRules } from '../storage/image.rules.js';
import { workspaceRules } from '../workspace/workspace.rules.js';
import type { KindRules } from './kind-rules.js';
import type { Kind } from './kinds.js';

const registry: { readonly [K in Kind]: KindRules<K> } = {
  workspace: workspaceRules,
  network: networkRules,
  'internet-gateway': internetGatewayRules,
  'routing-table': routeTableRules,
  subnet: subnetRules,
  nic: nicRules,
  'public-ip': publicIpRules,
  'security-group': securityGroupRules,
  'security-group-rule': securityGroupRuleRules,
  'block-storage': blockStorageRules,
  image: imageRules,
  instance: instanceRules,
  role: roleRules,
  'role-assignment': roleAssignmentRules,
};

/**
 * The rules of one kind, for the commands that treat all kinds alike. They hand a rule only resources of its own
 * kind, which is what makes this widening sound.
 */
export function rulesOf(kind: Kind): KindRules<Kind> {
  return registry[kind];
}

/** What a spec of this kind may look like, as every PUT is checked against. */
export function specSchemaOf(kind: Kind): z.ZodType {
  return rulesOf(kind).specSchema;
}
