import { canonicalCidr } from '@seca-hetzner/domain';
import type {
  Firewall,
  Image,
  Network,
  PlacementGroup,
  PrimaryIp,
  Route,
  Server,
  Volume,
} from '@seca-hetzner/hetzner/schema';
import { inOrder, type FirewallRule } from './firewall-rules.js';

/** What is kept of a network that was seen. */
export interface NetworkSighting {
  name: string;
  ipRange: string;
  subnets: string[];
  routes: Route[];
  serverIds: number[];
}

/** What is kept of a server that was seen. */
export interface ServerSighting {
  name: string;
  status: string;
  serverType: string;
  architecture: string;
  /** Size of its root disk. */
  diskGb: number;
  location: string;
  publicIpv4: string | null;
  /** Ids of the volumes that are attached to it. */
  volumeIds: number[];
  placementGroupId: number | null;
  /** A /64. */
  publicIpv6: string | null;
  privateNets: { networkId: number; ip: string; aliasIps: string[]; macAddress: string }[];
}

/** What is kept of a Primary IP that was seen. */
export interface PrimaryIpSighting {
  name: string;
  ip: string;
  location: string;
  assigneeId: number | null;
}

/** What is kept of a firewall that was seen. */
export interface FirewallSighting {
  name: string;
  /** As `firewallRulesOf` orders them. */
  rules: FirewallRule[];
  serverIds: number[];
}

/** The rules as the provider's own rules spell them; ranges come back canonical, but in any order. */
export function firewallSighting({ name, rules, applied_to }: Firewall): FirewallSighting {
  return {
    name,
    rules: inOrder(
      rules.map(({ direction, protocol, port, source_ips, destination_ips }) => ({
        direction,
        protocol,
        ...(port === null ? {} : { port }),
        ranges: [...source_ips, ...destination_ips].map((range) => canonicalCidr(range) ?? range).toSorted(),
      })),
    ),
    serverIds: applied_to.flatMap(({ server }) => (server ? [server.id] : [])).toSorted((a, b) => a - b),
  };
}

export function networkSighting(network: Network): NetworkSighting {
  return {
    name: network.name,
    ipRange: network.ip_range,
    subnets: network.subnets.map((subnet) => subnet.ip_range).toSorted(),
    routes: network.routes.toSorted((a, b) => (a.destination < b.destination ? -1 : 1)),
    serverIds: network.servers.toSorted((a, b) => a - b),
  };
}

export function serverSighting(server: Server): ServerSighting {
  return {
    name: server.name,
    status: server.status,
    serverType: server.server_type.name,
    architecture: server.server_type.architecture,
    diskGb: server.primary_disk_size,
    location: server.location.name,
    publicIpv4: server.public_net.ipv4?.ip ?? null,
    volumeIds: server.volumes.toSorted((a, b) => a - b),
    placementGroupId: server.placement_group?.id ?? null,
    publicIpv6: server.public_net.ipv6?.ip ?? null,
    privateNets: server.private_net
      .map((net) => ({
        networkId: net.network,
        ip: net.ip,
        aliasIps: net.alias_ips.toSorted(),
        macAddress: net.mac_address,
      }))
      .toSorted((a, b) => a.networkId - b.networkId),
  };
}

export function primaryIpSighting(primaryIp: PrimaryIp): PrimaryIpSighting {
  return {
    name: primaryIp.name,
    ip: primaryIp.ip,
    location: primaryIp.location.name,
    assigneeId: primaryIp.assignee_id,
  };
}

/** What is kept of a volume that was seen. */
export interface VolumeSighting {
  name: string;
  sizeGb: number;
  location: string;
  serverId: number | null;
}

/** What is kept of a snapshot that was seen. */
export interface ImageSighting {
  status: string;
  architecture: string;
  /** The smallest disk it fits on. */
  diskGb: number;
}

/** What is kept of a placement group that was seen. */
export interface PlacementGroupSighting {
  name: string;
  serverIds: number[];
}

export function volumeSighting(volume: Volume): VolumeSighting {
  const { name, size, location, server } = volume;
  return { name, sizeGb: size, location: location.name, serverId: server };
}

export function imageSighting({ status, architecture, disk_size }: Image): ImageSighting {
  return { status, architecture, diskGb: disk_size };
}

export function placementGroupSighting({ name, servers }: PlacementGroup): PlacementGroupSighting {
  return { name, serverIds: servers.toSorted((a, b) => a - b) };
}
