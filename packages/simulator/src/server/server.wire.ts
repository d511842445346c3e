import type {
  PrimaryIp,
  Server,
  ServerFirewall,
  ServerPrivateNet,
  ServerPublicNet,
} from '@seca-hetzner/hetzner/schema';
import { isServerLocked } from '../actions/locks.js';
import type { View } from '../api/view.js';
import { isos } from '../catalogue/isos.js';
import { locationOf } from '../catalogue/locations.js';
import { typePriceOf } from '../catalogue/prices.js';
import { serverTypeToWire } from '../catalogue/server-type.wire.js';
import { serverTypeOf } from '../catalogue/server-types.js';
import { imageOf } from '../image/image.wire.js';
import { placementGroupToWire } from '../placement-group/placement-group.wire.js';
import { primaryIpToWire } from '../primary-ip/primary-ip.wire.js';
import type { Project } from '../world/project.js';
import type { ServerRecord } from './server.record.js';

export function serverToWire(view: View, server: ServerRecord): Server {
  const { project, nowMs } = view;
  const type = serverTypeOf(server.serverTypeId);
  const location = locationOf(server.locationId);
  const group =
    server.placementGroupId === null ? undefined : project.placementGroups.find(server.placementGroupId);
  return {
    id: server.id,
    name: server.name,
    status: server.status,
    created: server.created,
    public_net: publicNetOf(project, server),
    private_net: privateNetsOf(project, server),
    server_type: serverTypeToWire(project, type),
    location,
    image: imageOf(project, server.imageId),
    iso: isos.find(({ id }) => id === server.isoId) ?? null,
    rescue_enabled: (server.rescueUntilMs ?? 0) > nowMs,
    locked: isServerLocked(project, server.id, nowMs),
    backup_window: server.backupWindow,
    outgoing_traffic: null,
    ingoing_traffic: null,
    included_traffic: typePriceOf(location.name, type.monthlyNet).included_traffic,
    protection: { delete: server.isProtected, rebuild: server.isProtected },
    labels: server.labels,
    volumes: project.volumes.filter(({ serverId }) => serverId === server.id).map(({ id }) => id),
    load_balancers: [],
    primary_disk_size: server.primaryDiskSizeGb,
    placement_group: group === undefined ? null : placementGroupToWire(project, group),
  };
}

function publicNetOf(project: Project, server: ServerRecord): ServerPublicNet {
  const ips = project.primaryIps
    .filter(({ assigneeId }) => assigneeId === server.id)
    .map((primaryIp) => primaryIpToWire(primaryIp));
  return {
    ipv4: ipv4Of(ips.find(({ type }) => type === 'ipv4')),
    ipv6: ipv6Of(ips.find(({ type }) => type === 'ipv6')),
    floating_ips: [],
    firewalls: firewallsOf(project, server),
  };
}

function ipv4Of(primaryIp: PrimaryIp | undefined): ServerPublicNet['ipv4'] {
  if (primaryIp === undefined) return null;
  const { id, ip, blocked, dns_ptr: dnsPtr } = primaryIp;
  return { id, ip, blocked, dns_ptr: dnsPtr[0]?.dns_ptr ?? '' };
}

function ipv6Of(primaryIp: PrimaryIp | undefined): ServerPublicNet['ipv6'] {
  if (primaryIp === undefined) return null;
  const { id, ip, blocked, dns_ptr: dnsPtr } = primaryIp;
  return { id, ip, blocked, dns_ptr: dnsPtr };
}

function privateNetsOf(project: Project, server: ServerRecord): ServerPrivateNet[] {
  return project.attachments
    .filter(({ serverId, state }) => serverId === server.id && state !== 'attaching')
    .map(({ networkId, ip, aliasIps, macAddress }) => ({
      network: networkId,
      ip,
      alias_ips: [...aliasIps],
      mac_address: macAddress,
    }));
}

/** Applied directly or by a label selector; `pending` until the firewall has taken effect. */
function firewallsOf(project: Project, server: ServerRecord): ServerFirewall[] {
  return project.firewalls.all().flatMap(({ id, servers, selectors }): ServerFirewall[] => {
    const direct = servers.find(({ serverId }) => serverId === server.id);
    if (direct !== undefined) return [{ id, status: direct.status === 'pending' ? 'pending' : 'applied' }];
    const isSelected = selectors.some(({ serverIds }) => serverIds.includes(server.id));
    return isSelected ? [{ id, status: 'applied' }] : [];
  });
}
