import {
  findObjectBindings,
  findPublicIpsAttachedTo,
  findResourceBinding,
  findTargets,
  getRegion,
  missingPublicIps,
  publicIpsOf,
  type EntityManager,
  type Resource,
} from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { publicIpLocation } from '../../rules/public-ip-rules.js';
import type { PrimaryIpSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';
import { publicGroupsOf } from '../security-group/members.js';

/** What is wanted of the public interface of an instance. */
export interface PublicIntent {
  addresses: PublicAddressIntent[];
  /** The groups that filter it; `undefined` when no NIC asks for a public address. */
  groups: PublicGroupIntent[] | undefined;
  /** The public IPs whose status says that the instance has them. */
  attached: Resource<'public-ip'>[];
  /** By NIC: which of its public IPs do not exist, for people. */
  missing: ReadonlyMap<string, string>;
}

/** A public IP that a NIC of the instance has. */
export interface PublicAddressIntent {
  publicIp: Resource<'public-ip'>;
  nicUid: string;
  location: string | undefined;
  /** Absent while there is none at Hetzner. */
  primaryIpId: number | undefined;
  /** The server that had it when it was last seen. */
  assigneeId: number | null;
}

export interface PublicGroupIntent {
  group: Resource<'security-group'>;
  /** Absent while there is none at Hetzner. */
  firewallId: number | undefined;
}

/** Which of the things on the public interface are ours, by their ids at Hetzner. */
export interface PublicActual {
  publicIpUids: ReadonlyMap<number, string>;
  groupUids: ReadonlyMap<number, string>;
  /** Whether the groups have been told in this run that they are wanted, or not any more. */
  areOthersTold: boolean;
}

export const noPublicActual: PublicActual = {
  publicIpUids: new Map(),
  groupUids: new Map(),
  areOthersTold: false,
};

export async function loadPublicSide(
  manager: EntityManager,
  instance: Resource<'instance'>,
  nics: readonly Resource<'nic'>[],
): Promise<PublicIntent> {
  const region = await getRegion(manager, instance.region);
  const addresses: PublicAddressIntent[] = [];
  const missing = new Map<string, string>();
  for (const nic of nics) {
    const targets = await findTargets(manager, nic.uid);
    const lacking = missingPublicIps(nic, (pointer) => targets.get(pointer));
    if (lacking !== undefined) missing.set(nic.uid, lacking);
    if (nic.deletedAt !== undefined) continue;
    for (const { publicIp } of await publicIpsOf(manager, nic, '')) {
      if (publicIp.deletedAt !== undefined) continue;
      const binding = await findResourceBinding(manager, publicIp.uid, 'public-ip' satisfies Role);
      const { assigneeId = null } = (binding?.observed ?? {}) as Partial<PrimaryIpSighting>;
      const primaryIpId = binding?.objectId == null ? undefined : Number(binding.objectId);
      const location = publicIpLocation(publicIp, region);
      addresses.push({ publicIp, nicUid: nic.uid, location, primaryIpId, assigneeId });
    }
  }
  const attached = await findPublicIpsAttachedTo(manager, instance);
  return { addresses, groups: await loadGroups(manager, instance), attached, missing };
}

async function loadGroups(
  manager: EntityManager,
  instance: Resource<'instance'>,
): Promise<PublicGroupIntent[] | undefined> {
  const groups = await publicGroupsOf(manager, instance);
  if (!groups) return undefined;
  return Promise.all(
    groups.map(async (group) => {
      const binding = await findResourceBinding(manager, group.uid, 'firewall' satisfies Role);
      return { group, firewallId: binding?.objectId == null ? undefined : Number(binding.objectId) };
    }),
  );
}

/** Finds out whose the things on the server are; what is nobody's of ours is not touched. */
export async function observePublicSide(
  manager: EntityManager,
  connectionId: string,
  server: Server | undefined,
): Promise<PublicActual> {
  if (!server) return noPublicActual;
  const uidsOf = async (objectType: string, ids: readonly number[], role: Role) => {
    if (ids.length === 0) return new Map<number, string>();
    const bindings = await findObjectBindings(manager, connectionId, objectType, ids.map(String));
    return new Map(
      bindings
        .filter((binding) => binding.role === role)
        .map(({ objectId, resourceUid }) => [Number(objectId), resourceUid]),
    );
  };
  const firewallIds = server.public_net.firewalls.map(({ id }) => id);
  return {
    publicIpUids: await uidsOf('primary_ip', primaryIpIdsOf(server), 'public-ip'),
    groupUids: await uidsOf('firewall', firewallIds, 'firewall'),
    areOthersTold: false,
  };
}

/** The Primary IPs that a server has. */
export function primaryIpIdsOf({ public_net: { ipv4, ipv6 } }: Server): number[] {
  return [ipv4?.id, ipv6?.id].filter((id) => id !== undefined);
}
