import { answerPage, chosenValues } from '../api/listing.js';
import { type Answer, type Call, get, type Operation } from '../api/operation.js';
import { getById } from '../api/references.js';
import { containsAddress, ipv4, ipv4Range } from './ipv4.js';
import type { AttachmentRecord, NetworkRecord } from './network.record.js';

const TYPES = ['server', 'load_balancer'];
const STATUSES = ['ok', 'attaching', 'detaching', 'updating', 'error'];

/** Since September 2026. Source: changelog 2026-09-15 (network-members-endpoint), as hcloud-python 2.27 reads it. */
export const memberOperations: readonly Operation[] = [get('/networks/{id}/members', listMembers)];

/** One interface in a network; its `id` is the server's. */
interface Member {
  readonly id: number;
  readonly type: 'server';
  readonly ip: string;
  readonly alias_ips: readonly string[];
  readonly subnet: string;
  readonly status: string;
}

/** Unlike a network's `servers`, this shows who is about to come. */
function listMembers(call: Call): Answer {
  const network = getById(call.project.networks, 'network', call.id);
  const types = chosenValues(call, 'type', TYPES);
  const statuses = chosenValues(call, 'status', STATUSES);
  const subnets = call.query.getAll('subnet');
  const members = call.project.attachments
    .filter(({ networkId }) => networkId === network.id)
    .map((attachment) => memberOf(network, attachment))
    .filter(({ type }) => types === undefined || types.includes(type))
    .filter(({ status }) => statuses === undefined || statuses.includes(status))
    .filter(({ subnet }) => subnets.length === 0 || subnets.includes(subnet));
  return answerPage(call, {
    key: 'members',
    records: members,
    sortBy: {
      id: ({ id }) => id,
      type: ({ type }) => type,
      status: ({ status }) => status,
      ip: ({ ip }) => ipv4(ip),
    },
    toWire: (member) => member,
  });
}

function memberOf(network: NetworkRecord, attachment: AttachmentRecord): Member {
  const { serverId, ip, aliasIps } = attachment;
  const subnet = network.subnets.find(({ ipRange }) => containsAddress(ipv4Range(ipRange), ipv4(ip)));
  if (subnet === undefined) throw new Error(`no subnet of network ${network.id} holds ${ip}`);
  const status = statusOf(attachment);
  return { id: serverId, type: 'server', ip, alias_ips: aliasIps, subnet: subnet.ipRange, status };
}

/** Never `error`: what fails here is taken back. */
function statusOf({ state, nextAliasIps }: AttachmentRecord): string {
  if (state !== 'attached') return state;
  return nextAliasIps === null ? 'ok' : 'updating';
}
