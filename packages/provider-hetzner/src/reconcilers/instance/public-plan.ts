import type { Resource, WaitStep } from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import {
  primaryIpIdsOf,
  type PublicActual,
  type PublicAddressIntent,
  type PublicGroupIntent,
  type PublicIntent,
} from './public-side.js';

export type PublicStep =
  | { do: 'assign-public-ip'; publicIpUid: string; primaryIpId: number }
  | { do: 'unassign-public-ip'; publicIpUid: string; primaryIpId: number }
  | { do: 'tell-others'; publicIpUids: readonly string[]; groupUids: readonly string[] };

/** What the plan of the public interface hangs on. */
export interface PublicSituation {
  instance: Resource<'instance'>;
  location: string;
  publicSide: PublicIntent;
}

/** Whom we wait for wakes us; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 30_000;

/** What Hetzner is at already takes a moment. */
const ACTION_LOOK_MS = 2_000;

/**
 * Addresses are put on and taken off while the server is off, and it does not start before it has its own, with their
 * filters on. On a running server only the filters can change: what an address waits for is its next stop.
 */
export function planPublicSide(
  situation: PublicSituation,
  actual: PublicActual,
  server: Server,
): (PublicStep | WaitStep)[] {
  const filters = planFilters(situation, actual, server);
  if (server.status !== 'off') return filters;
  const wanted = wantedAddresses(situation);
  const onServer = primaryIpIdsOf(server);
  const surplus = [...actual.publicIpUids]
    .filter(([id]) => onServer.includes(id) && !wanted.some(({ primaryIpId }) => primaryIpId === id))
    .map(([primaryIpId, publicIpUid]) => ({ do: 'unassign-public-ip', publicIpUid, primaryIpId }) as const);
  if (surplus.length > 0) return surplus;
  const missing = wanted.filter(
    ({ primaryIpId }) => primaryIpId === undefined || !onServer.includes(primaryIpId),
  );
  return [...missing.flatMap((address) => planAddress(address, actual, server)), ...filters];
}

function planAddress(
  { publicIp, primaryIpId, assigneeId }: PublicAddressIntent,
  { areOthersTold }: PublicActual,
  server: Server,
): (PublicStep | WaitStep)[] {
  const { name, uid } = publicIp;
  const wait = (reason: string): WaitStep => ({ do: 'wait', reason, pollAfterMs: LOOK_AGAIN_MS });
  if (primaryIpId === undefined) return [wait(`public IP '${name}' is not there yet`)];
  const other = publicIp.spec.version === 'IPv4' ? server.public_net.ipv4 : server.public_net.ipv6;
  if (other) return [wait(`the server has a public address ${other.ip} that is not ours to take off`)];
  if (assigneeId === null || assigneeId === server.id) {
    return [{ do: 'assign-public-ip', publicIpUid: uid, primaryIpId }];
  }
  const tell = { do: 'tell-others', publicIpUids: [uid], groupUids: [] } as const;
  const reason = `public IP '${name}' is on another server until its next stop`;
  return [...(areOthersTold ? [] : [tell]), wait(reason)];
}

/** The addresses that this server can have: those in its location, one per family. */
function wantedAddresses({ publicSide, location }: PublicSituation): PublicAddressIntent[] {
  const here = publicSide.addresses.filter((address) => address.location === location);
  return here.filter((each, index) => {
    const { version } = each.publicIp.spec;
    return here.findIndex(({ publicIp }) => publicIp.spec.version === version) === index;
  });
}

/** The groups put themselves on and take themselves off, once they are told. */
function planFilters(
  { publicSide }: PublicSituation,
  { groupUids, areOthersTold }: PublicActual,
  server: Server,
): (PublicStep | WaitStep)[] {
  if (!publicSide.groups || primaryIpIdsOf(server).length === 0) return [];
  const { groups } = publicSide;
  const statuses = groups.map((each) => ({ group: each.group, status: statusOn(server, each) }));
  const awaited = statuses.filter(({ status }) => status !== 'applied');
  const absent = statuses.filter(({ status }) => status === undefined);
  const surplus = [...groupUids.values()].filter((uid) => !groups.some(({ group }) => group.uid === uid));
  const uids = [...absent.map(({ group }) => group.uid), ...surplus];
  const tell = { do: 'tell-others', publicIpUids: [], groupUids: uids } as const;
  const names = awaited.map(({ group }) => `'${group.name}'`).join(', ');
  const wait = { do: 'wait', reason: `security group ${names} is not in force yet` } as const;
  const pollAfterMs = absent.length > 0 ? LOOK_AGAIN_MS : ACTION_LOOK_MS;
  return [
    ...(uids.length > 0 && !areOthersTold ? [tell] : []),
    ...(awaited.length > 0 ? [{ ...wait, pollAfterMs }] : []),
  ];
}

/** `undefined` when the group's firewall is not on the server at all. */
function statusOn(server: Server, { firewallId }: PublicGroupIntent): string | undefined {
  return server.public_net.firewalls.find(({ id }) => id === firewallId)?.status;
}

/** Takes off what is ours, for a machine that is kept without its instance. */
export function planLettingGo(actual: PublicActual, server: Server): PublicStep[] {
  return primaryIpIdsOf(server).flatMap((primaryIpId) => {
    const publicIpUid = actual.publicIpUids.get(primaryIpId);
    return publicIpUid === undefined ? [] : [{ do: 'unassign-public-ip', publicIpUid, primaryIpId } as const];
  });
}

/** Why a NIC does not have all of its public addresses on the server; `undefined` when it has. */
export function whatPublicSideAwaits(
  situation: PublicSituation,
  nic: Resource<'nic'>,
  actual: PublicActual,
  server: Server | undefined,
): string | undefined {
  const { instance, location, publicSide } = situation;
  const wanted = wantedAddresses(situation);
  const onServer = server ? primaryIpIdsOf(server) : [];
  const nextStop = `the next stop of instance '${instance.name}'`;
  const reasons = publicSide.addresses
    .filter(({ nicUid }) => nicUid === nic.uid)
    .flatMap((address): string[] => {
      const { publicIp, primaryIpId } = address;
      if (primaryIpId !== undefined && onServer.includes(primaryIpId)) return [];
      if (address.location !== location) {
        const places = `lies in location '${address.location}', the instance in '${location}'`;
        return [`public IP '${publicIp.name}' ${places}`];
      }
      if (!wanted.includes(address)) {
        return [
          `the instance has another ${publicIp.spec.version} address than '${publicIp.name}', and one at most`,
        ];
      }
      return [
        server?.status === 'running'
          ? `public IP '${publicIp.name}' comes with ${nextStop}`
          : `public IP '${publicIp.name}' is not on the server yet`,
      ];
    });
  const isLeaving = [...actual.publicIpUids].some(
    ([id, uid]) =>
      onServer.includes(id) && !publicSide.addresses.some(({ publicIp }) => publicIp.uid === uid),
  );
  if (isLeaving && nic.status.state !== 'active')
    reasons.push(`its former public address goes with ${nextStop}`);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}
