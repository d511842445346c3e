import { ApiError, limitExceeded } from '../api/errors.js';
import { locationOf } from '../catalogue/locations.js';
import type { ServerRecord } from '../server/server.record.js';
import type { Project } from '../world/project.js';
import { checkAliasIps, chooseAddress, takenAddresses } from './ipam.js';
import { ipv4, ipv4Range, overlaps } from './ipv4.js';
import type { AttachmentRecord, NetworkRecord } from './network.record.js';

/** Source: docs.hetzner.com/cloud/networks/faq. */
const MAXIMUM_SERVERS_PER_NETWORK = 100;
/** A technical limit. Source: github.com/hetzneronline/community-content/issues/946. */
const MAXIMUM_NETWORKS_PER_SERVER = 3;

export interface AttachRequest {
  readonly ip?: string | undefined;
  readonly ipRange?: string | undefined;
  readonly aliasIps?: readonly string[] | undefined;
}

/**
 * Decides a server's new interface in a network, or says why it can't have one.
 * Source: API description, attach_to_network, "Operation specific errors".
 */
export function planAttachment(
  project: Project,
  server: ServerRecord,
  network: NetworkRecord,
  request: AttachRequest,
  id: number,
): AttachmentRecord {
  const ofServer = project.attachments.filter(({ serverId }) => serverId === server.id);
  const ofNetwork = project.attachments.filter(({ networkId }) => networkId === network.id);
  if (ofServer.some(({ networkId }) => networkId === network.id)) {
    throw new ApiError('server_already_attached', 'server is already attached to the network');
  }
  if (ofServer.length >= MAXIMUM_NETWORKS_PER_SERVER) {
    throw limitExceeded('network limit of the server reached', 'server_network_limit');
  }
  if (ofNetwork.length >= MAXIMUM_SERVERS_PER_NETWORK) {
    throw limitExceeded('attached resources limit reached', 'network_server_limit');
  }
  assertNoOverlap(project, ofServer, network);
  const networkZone = locationOf(server.locationId).network_zone;
  const taken = takenAddresses(ofNetwork);
  const { ip: wantedIp, ipRange } = request;
  const ip = chooseAddress(network, taken, { ip: wantedIp, ipRange, networkZone });
  const aliasIps = request.aliasIps ?? [];
  checkAliasIps(network, taken.add(ipv4(ip)), aliasIps, networkZone);
  return {
    id,
    serverId: server.id,
    networkId: network.id,
    ip,
    aliasIps,
    nextAliasIps: null,
    macAddress: privateMacAddress(id),
    state: 'attaching',
  };
}

function assertNoOverlap(
  project: Project,
  ofServer: readonly AttachmentRecord[],
  network: NetworkRecord,
): void {
  const range = ipv4Range(network.ipRange);
  const others = ofServer.map(({ networkId }) => ipv4Range(project.networks.get(networkId).ipRange));
  if (others.some((other) => overlaps(other, range))) {
    throw new ApiError('networks_overlap', 'network overlaps with one of the networks of the server');
  }
}

/** Private interfaces start with 86:00:00, by which guests tell them from public ones. */
function privateMacAddress(id: number): string {
  const hex = (id % 2 ** 24).toString(16).padStart(6, '0');
  return `86:00:00:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}
