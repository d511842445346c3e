import type { ServerRecord } from './server.record.js';
import { actionToWire } from '../actions/action.wire.js';
import { assertUnchanging, assertUnlocked } from '../actions/locks.js';
import type { ActionRecord } from '../actions/action.record.js';
import { parseBody } from '../api/body.js';
import { ApiError, invalidInput, limitExceeded } from '../api/errors.js';
import { type Answer, type Call, created } from '../api/operation.js';
import { assertNameFree, findByIdOrName } from '../api/references.js';
import type { ServerTypeSpec } from '../catalogue/server-types.js';
import { MAXIMUM_FIREWALLS_PER_SERVER } from '../firewall/firewall.rules.js';
import { followLabels } from '../firewall/follow-labels.js';
import { planAttachment } from '../network/attachment.rules.js';
import { assertPlaceInGroup } from '../placement-group/placement-group.rules.js';
import type { PrimaryIpRecord } from '../primary-ip/primary-ip.record.js';
import { addPrimaryIp } from '../primary-ip/primary-ip.rules.js';
import { MAXIMUM_VOLUMES_PER_SERVER } from '../volume/volume.rules.js';
import type { VolumeRecord } from '../volume/volume.record.js';
import { timestamp } from '../world/timestamp.js';
import { hasPublicInterface } from './interfaces.js';
import { newRootPassword } from './passwords.js';
import { createServerBody, type CreateServerBody } from './server.bodies.js';
import { imageFor } from './server.image.js';
import { locationFor, serverTypeFor } from './server.placement.js';
import { serverToWire } from './server.wire.js';

type IpType = PrimaryIpRecord['type'];

/**
 * Everything that the server brings is checked before it exists, and hangs on it from the first answer on:
 * addresses, networks, firewalls. Its start and its volumes follow as `next_actions`. Source: API description,
 * `POST /servers`.
 */
export function createServer(call: Call): Answer {
  const body = parseBody(createServerBody, call.body);
  assertNameFree(call.project.servers, 'server', body.name);
  const type = serverTypeFor(body.server_type);
  const image = imageFor(call.project, body.image, type.architecture, type.diskGb);
  const sshPublicKeys = publicKeysFor(call, body.ssh_keys ?? []);
  const volumes = volumesFor(call, body.volumes ?? []);
  const ips = { ipv4: givenPrimaryIp(call, body, 'ipv4'), ipv6: givenPrimaryIp(call, body, 'ipv6') };
  const impliedLocationId = (ips.ipv4 ?? ips.ipv6 ?? volumes[0])?.locationId;
  const locationId = locationFor(call, type, body.location, impliedLocationId);
  assertSameLocation(locationId, volumes, [ips.ipv4, ips.ipv6]);
  assertPlacementGroup(call, body.placement_group);

  const server = call.project.servers.put({
    ...newServer(call, body, type, image.id, locationId),
    sshPublicKeys,
  });
  connectPublicNet(call, server, body, ips);
  connectNetworks(call, server, body.networks ?? []);
  applyFirewalls(call, server, body.firewalls?.map(({ firewall }) => firewall) ?? []);
  return answer(call, server, body, startCreating(call, server, body, volumes));
}

function publicKeysFor(call: Call, keys: readonly (string | number)[]): string[] {
  return keys.map((key) => {
    const record = findByIdOrName(call.project.sshKeys.all(), key);
    if (record === undefined) throw invalidInput(`SSH key '${key}' not found`);
    return record.publicKey;
  });
}

function volumesFor(call: Call, ids: readonly number[]): VolumeRecord[] {
  if (ids.length > MAXIMUM_VOLUMES_PER_SERVER) {
    throw new ApiError('limit_exceeded_error', 'too many volumes for one server');
  }
  return ids.map((id) => {
    const volume = call.project.volumes.find(id);
    if (volume === undefined) throw invalidInput(`volume '${id}' not found`);
    assertUnlocked(call, 'volume', id);
    if (volume.serverId !== null) {
      throw new ApiError('service_error', 'volume is already attached to a server, please detach it first');
    }
    return volume;
  });
}

/** The Primary IP that the caller named for a family, if any. */
function givenPrimaryIp(call: Call, body: CreateServerBody, type: IpType): PrimaryIpRecord | undefined {
  const id = body.public_net?.[type];
  if (id === undefined || body.public_net?.[`enable_${type}`] === false) return undefined;
  const primaryIp = call.project.primaryIps.find(id);
  if (primaryIp === undefined) throw invalidInput(`primary ip '${id}' not found`);
  assertUnchanging(call, 'primary_ip', id);
  if (primaryIp.type !== type) {
    throw new ApiError('primary_ip_version_mismatch', `primary ip is not of type ${type}`);
  }
  if (primaryIp.assigneeId !== null) {
    throw new ApiError('primary_ip_assigned', 'primary ip already assigned to another server');
  }
  return primaryIp;
}

function assertSameLocation(
  locationId: number,
  volumes: readonly VolumeRecord[],
  primaryIps: readonly (PrimaryIpRecord | undefined)[],
): void {
  if (volumes.some((volume) => volume.locationId !== locationId)) {
    throw invalidInput('volumes must be in the same location as the server');
  }
  if (primaryIps.some((primaryIp) => primaryIp !== undefined && primaryIp.locationId !== locationId)) {
    throw new ApiError('primary_ip_datacenter_mismatch', 'primary ip is in a different location');
  }
}

function assertPlacementGroup(call: Call, id: number | undefined): void {
  if (id === undefined) return;
  if (call.project.placementGroups.find(id) === undefined) {
    throw invalidInput(`placement group '${id}' not found`);
  }
  assertPlaceInGroup(call.project, id);
}

function newServer(
  call: Call,
  body: CreateServerBody,
  type: ServerTypeSpec,
  imageId: number,
  locationId: number,
): ServerRecord {
  return {
    id: call.world.newId(),
    name: body.name,
    created: timestamp(call.nowMs),
    labels: body.labels ?? {},
    status: 'initializing',
    serverTypeId: type.id,
    locationId,
    imageId,
    placementGroupId: body.placement_group ?? null,
    primaryDiskSizeGb: type.diskGb,
    isProtected: false,
    backupWindow: null,
    rescueUntilMs: null,
    lockedUntilMs: null,
    hasSshKeys: (body.ssh_keys ?? []).length > 0,
    userData: body.user_data ?? null,
    powerEpoch: 0,
  };
}

/** Without a given Primary IP a new one is made, which goes when the server goes. */
function connectPublicNet(
  call: Call,
  server: ServerRecord,
  body: CreateServerBody,
  given: Readonly<Record<IpType, PrimaryIpRecord | undefined>>,
): void {
  for (const type of ['ipv4', 'ipv6'] as const) {
    const primaryIp = given[type];
    const isEnabled = body.public_net?.[`enable_${type}`] ?? true;
    if (primaryIp !== undefined) call.project.primaryIps.patch(primaryIp.id, { assigneeId: server.id });
    else if (isEnabled) {
      const { id: assigneeId, locationId } = server;
      addPrimaryIp(call, { type, locationId, autoDelete: true, assigneeId });
    }
  }
}

/** A network without room is the caller's mistake here: github.com/hetznercloud/csi-driver/issues/492. */
function connectNetworks(call: Call, server: ServerRecord, networkIds: readonly number[]): void {
  for (const networkId of networkIds) {
    const network = call.project.networks.find(networkId);
    if (network === undefined) throw invalidInput(`network '${networkId}' not found`);
    try {
      const attachment = planAttachment(call.project, server, network, {}, call.world.newId());
      call.project.attachments.put({ ...attachment, state: 'attached' });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'no_subnet_available') throw error;
      throw invalidInput(`network ${networkId} has no free IP available or is in a different network zone`);
    }
  }
}

function applyFirewalls(call: Call, server: ServerRecord, ids: readonly number[]): void {
  if (ids.length === 0) return;
  if (!hasPublicInterface(call.project, server.id)) {
    throw new ApiError('private_net_only_server', 'server has no public interface');
  }
  if (ids.length > MAXIMUM_FIREWALLS_PER_SERVER) {
    throw limitExceeded('firewall limit of the server reached', 'server_firewall_limit');
  }
  for (const id of ids) {
    const firewall = call.project.firewalls.find(id);
    if (firewall === undefined) throw invalidInput(`firewall '${id}' not found`);
    const servers = [...firewall.servers, { serverId: server.id, status: 'applied' as const }];
    call.project.firewalls.patch(id, { servers });
  }
}

interface Started {
  readonly action: ActionRecord;
  readonly nextActions: readonly ActionRecord[];
}

function startCreating(
  call: Call,
  server: ServerRecord,
  body: CreateServerBody,
  volumes: readonly VolumeRecord[],
): Started {
  const serverId = server.id;
  const resource = { id: serverId, type: 'server' };
  const action = call.actions.start({
    command: 'create_server',
    resources: [resource, { id: server.imageId, type: 'image' }],
    effect: { on: 'server', do: 'create', serverId },
    work: 'create-server',
  });
  const nextActions = volumes.map(({ id }) =>
    call.actions.start({
      command: 'attach_volume',
      resources: [resource, { id, type: 'volume' }],
      effect: { on: 'volume', do: 'attach', volumeId: id, serverId, needsFreeServer: false },
      work: 'attach-volume',
      after: action,
    }),
  );
  if (body.start_after_create !== false) {
    const start = call.actions.start({
      command: 'start_server',
      resources: [resource],
      effect: { on: 'server', do: 'start', serverId, isFirstStart: true },
      work: 'start-server',
      after: action,
    });
    nextActions.unshift(start);
  }
  followLabels(call);
  return { action, nextActions };
}

/** The password is told once, and only when nothing else opens the machine. */
function answer(call: Call, server: ServerRecord, body: CreateServerBody, started: Started): Answer {
  const hasSshKeys = (body.ssh_keys ?? []).length > 0;
  return created({
    server: serverToWire(call, call.project.servers.get(server.id)),
    action: actionToWire(started.action, call.nowMs),
    next_actions: started.nextActions.map((next) => actionToWire(next, call.nowMs)),
    root_password: hasSshKeys ? null : newRootPassword(),
  });
}
