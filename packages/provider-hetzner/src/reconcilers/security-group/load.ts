import {
  canonicalCidr,
  cidrFamily,
  findResource,
  findResourceBinding,
  findResourceBindings,
  findResourceByUid,
  findTargets,
  sourceFields,
  workspaceIdentityOf,
  type EntityManager,
  type Resource,
  type Run,
  type SecurityGroupRuleSpec,
} from '@seca-hetzner/domain';
import type { SourcedRule } from '../../rules/firewall-rules.js';
import type { PrimaryIpSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';
import { isNatIpRole } from '../network/nat-slot.js';
import { machineOf, membersOf, publicGroupsOf } from './members.js';
import type { SecurityGroupIntent } from './plan.js';

/** Reads what is wanted of a group: what its rules come to, and which servers it has to be on. */
export async function loadSecurityGroup(run: Run): Promise<SecurityGroupIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const group = await findResourceByUid(manager, run.unit.uid);
  if (group?.kind !== 'security-group') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(group));
  const { rules, hasGatewaySource } = await loadRules(manager, group);
  return {
    group,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    binding: await findResourceBinding(manager, group.uid, 'firewall' satisfies Role),
    rules,
    hasGatewaySource,
    ...(await loadServers(manager, group)),
    now: run.domain.clock.now(),
  };
}

/**
 * A server on which the group has to be has a public address and a NIC that asks for that. Where the NIC does not
 * ask any more and the address stays until the next stop, the filter stays as well.
 */
async function loadServers(
  manager: EntityManager,
  group: Resource<'security-group'>,
): Promise<Pick<SecurityGroupIntent, 'wantedOn' | 'leftOn' | 'instanceUids'>> {
  const wantedOn: number[] = [];
  const leftOn: number[] = [];
  const instanceUids = new Map<number, string>();
  for (const instance of await membersOf(manager, group)) {
    const machine = await machineOf(manager, instance);
    if (!machine || machine.ranges.length === 0) continue;
    instanceUids.set(machine.serverId, instance.uid);
    const groups = await publicGroupsOf(manager, instance);
    if (!groups) leftOn.push(machine.serverId);
    else if (groups.some(({ uid }) => uid === group.uid)) wantedOn.push(machine.serverId);
  }
  return { wantedOn: wantedOn.toSorted((a, b) => a - b), leftOn, instanceUids };
}

/** The group's own rules, then those that it names; `undefined` for one that does not exist (any more). */
async function loadRules(
  manager: EntityManager,
  group: Resource<'security-group'>,
): Promise<Pick<SecurityGroupIntent, 'rules' | 'hasGatewaySource'>> {
  const { rules: own = [], ruleRefs = [] } = group.spec;
  const targets = await findTargets(manager, group.uid);
  const rules: (SourcedRule | undefined)[] = [];
  const seen: Resource[] = [...targets.values()];
  for (const [index, rule] of own.entries()) {
    rules.push(await withRanges(manager, rule, targets, `/spec/rules/${index}`));
  }
  for (const index of ruleRefs.keys()) {
    const named = targets.get(`/spec/ruleRefs/${index}`);
    if (named?.kind !== 'security-group-rule' || named.deletedAt !== undefined) {
      rules.push(undefined);
      continue;
    }
    const sources = await findTargets(manager, named.uid);
    seen.push(...sources.values());
    rules.push(await withRanges(manager, named.spec, sources, '/spec'));
  }
  return { rules, hasGatewaySource: seen.some(({ kind }) => kind === 'internet-gateway') };
}

async function withRanges(
  manager: EntityManager,
  rule: SecurityGroupRuleSpec,
  targets: ReadonlyMap<string, Resource>,
  pointer: string,
): Promise<SourcedRule> {
  const fields = sourceFields(rule, pointer);
  if (fields.length === 0) return { rule, ranges: undefined };
  const ranges: string[] = [];
  for (const field of fields) {
    const target = targets.get(field.pointer);
    const address = canonicalCidr(field.reference.resource);
    if (target) ranges.push(...(await rangesOf(manager, target)));
    else if (address !== undefined) ranges.push(address);
  }
  const version = rule.version?.toLowerCase();
  return { rule, ranges: ranges.filter((range) => version === undefined || familyOf(range) === version) };
}

/** The public ranges behind a source; none while it has no public address. */
async function rangesOf(manager: EntityManager, source: Resource): Promise<string[]> {
  switch (source.kind) {
    case 'instance':
      return (await machineOf(manager, source))?.ranges ?? [];
    case 'security-group': {
      const machines = await Promise.all(
        (await membersOf(manager, source)).map((member) => machineOf(manager, member)),
      );
      return machines.flatMap((machine) => machine?.ranges ?? []);
    }
    case 'internet-gateway': {
      const bindings = await findResourceBindings(manager, [source.uid]);
      return bindings
        .filter(({ role, observed }) => isNatIpRole(role) && observed)
        .map(({ observed }) => `${(observed as PrimaryIpSighting).ip}/32`);
    }
    default:
      return [];
  }
}

function familyOf(range: string): string | undefined {
  return cidrFamily(range);
}
