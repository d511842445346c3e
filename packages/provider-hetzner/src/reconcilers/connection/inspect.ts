import type { ForeignObjects } from '@seca-hetzner/domain';
import { INSTALLATION_LABEL } from '../labels.js';
import type { Session } from '../session.js';

/** What is in a project and carries no label of ours or of another installation. */
const FOREIGN = `!${INSTALLATION_LABEL}`;

/** Counts what somebody else has in the project, by one list per type; it is never touched. */
export async function countForeignObjects({ client }: Session): Promise<ForeignObjects> {
  const labelSelector = FOREIGN;
  const lists = {
    servers: client.servers.list({ labelSelector }),
    networks: client.networks.list({ labelSelector }),
    volumes: client.volumes.list({ labelSelector }),
    primary_ips: client.primaryIps.list({ labelSelector }),
    firewalls: client.firewalls.list({ labelSelector }),
    placement_groups: client.placementGroups.list({ labelSelector }),
    snapshots: client.images.list({ labelSelector, type: 'snapshot' }),
  };
  const counts = await Promise.all(
    Object.entries(lists).map(async ([type, list]) => [type, (await list).length] as const),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
