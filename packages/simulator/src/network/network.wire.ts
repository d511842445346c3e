import type { Network } from '@seca-hetzner/hetzner/schema';
import type { Project } from '../world/project.js';
import type { NetworkRecord } from './network.record.js';
import { gatewayText } from './network.rules.js';

export function networkToWire(project: Project, network: NetworkRecord): Network {
  const gateway = gatewayText(network);
  return {
    id: network.id,
    name: network.name,
    ip_range: network.ipRange,
    subnets: network.subnets.map((subnet) => ({
      type: subnet.type,
      ip_range: subnet.ipRange,
      network_zone: subnet.networkZone,
      // The first address of the *network's* range, whatever the subnet (seen by all users of several subnets).
      gateway,
      vswitch_id: subnet.vswitchId,
    })),
    routes: [...network.routes],
    servers: project.attachments
      .filter(({ networkId, state }) => networkId === network.id && state !== 'attaching')
      .map(({ serverId }) => serverId),
    load_balancers: [],
    protection: { delete: network.isDeleteProtected },
    labels: network.labels,
    created: network.created,
    expose_routes_to_vswitch: network.exposeRoutesToVswitch,
  };
}
