import {
  findReferrers,
  findResourceBinding,
  findTargets,
  nicFields,
  publicIpsOf,
  securityGroupFields,
  type EntityManager,
  type Resource,
} from '@seca-hetzner/domain';
import type { ServerSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';

/** The instances that use a group: by themselves or by one of their NICs. */
export async function membersOf(
  manager: EntityManager,
  group: Resource<'security-group'>,
): Promise<Resource<'instance'>[]> {
  const members = new Map<string, Resource<'instance'>>();
  for (const user of await findReferrers(manager, group, ['instance', 'nic'])) {
    const instances = user.kind === 'nic' ? await findReferrers(manager, user, ['instance']) : [user];
    for (const each of instances) if (each.kind === 'instance') members.set(each.uid, each);
  }
  return [...members.values()];
}

/** What filters the public interface of an instance; `undefined` when none of its NICs has a public IP. */
export async function publicGroupsOf(
  manager: EntityManager,
  instance: Resource<'instance'>,
): Promise<Resource<'security-group'>[] | undefined> {
  const targets = await findTargets(manager, instance.uid);
  const usual = targets.get('/spec/securityGroupRef');
  const groups = new Map<string, Resource<'security-group'>>();
  let isPublic = false;
  for (const { pointer } of nicFields(instance.spec)) {
    const nic = targets.get(pointer);
    if (nic?.kind !== 'nic' || (await publicIpsOf(manager, nic, pointer)).length === 0) continue;
    isPublic = true;
    for (const group of await groupsOfNic(manager, nic, usual)) {
      if (group?.kind === 'security-group' && group.deletedAt === undefined) groups.set(group.uid, group);
    }
  }
  return isPublic ? [...groups.values()] : undefined;
}

/** A NIC that names no groups has the one of its instance. */
async function groupsOfNic(
  manager: EntityManager,
  nic: Resource<'nic'>,
  usual: Resource | undefined,
): Promise<(Resource | undefined)[]> {
  const own = securityGroupFields(nic.spec);
  if (own.length === 0) return [usual];
  const targets = await findTargets(manager, nic.uid);
  return own.map(({ pointer }) => targets.get(pointer));
}

/** The machine of an instance as it was last seen: its id and its public ranges, none when it has no public address. */
export interface Machine {
  serverId: number;
  ranges: string[];
}

export async function machineOf(
  manager: EntityManager,
  instance: Resource<'instance'>,
): Promise<Machine | undefined> {
  const binding = await findResourceBinding(manager, instance.uid, 'server' satisfies Role);
  if (binding?.objectId == null) return undefined;
  const { publicIpv4, publicIpv6 } = (binding.observed ?? {}) as Partial<ServerSighting>;
  const ranges = [...(publicIpv4 ? [`${publicIpv4}/32`] : []), ...(publicIpv6 ? [publicIpv6] : [])];
  return { serverId: Number(binding.objectId), ranges };
}
