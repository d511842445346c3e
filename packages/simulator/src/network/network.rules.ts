import { ApiError, invalidField, invalidInput, limitExceeded } from '../api/errors.js';
import type { NetworkRecord, SubnetRecord } from './network.record.js';
import {
  containsRange,
  formatIpv4,
  formatIpv4Range,
  ipv4,
  ipv4Range,
  type Ipv4Range,
  overlaps,
  parseIpv4Range,
} from './ipv4.js';

/** Gateway of every public interface; no network may use it. Source: API description, "Networks". */
export const PUBLIC_GATEWAY = ipv4('172.31.1.1');
const MAXIMUM_SUBNETS = 50;

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(ipv4Range);
const SMALLEST_NETWORK_PREFIX = 24;
const SMALLEST_SUBNET_PREFIX = 30;
const DEFAULT_SUBNET_PREFIX = 24;

export function isPrivate(range: Ipv4Range): boolean {
  return PRIVATE_RANGES.some((privateRange) => containsRange(privateRange, range));
}

/** RFC 1918, /24 or larger. Source: API description, `POST /networks`. */
export function checkNetworkRange(text: string): Ipv4Range {
  const range = parseIpv4Range(text);
  if (range === undefined) throw invalidField('ip_range', 'is not a valid IPv4 range in CIDR notation');
  if (!isPrivate(range)) throw invalidField('ip_range', 'must be in one of the private ranges of RFC 1918');
  if (range.prefixLength > SMALLEST_NETWORK_PREFIX) throw invalidField('ip_range', 'must be /24 or larger');
  return range;
}

/** Only a shorter mask on the same base address. Source: API description, change_ip_range. */
export function checkExtension(network: NetworkRecord, text: string): void {
  const before = ipv4Range(network.ipRange);
  const after = checkNetworkRange(text);
  if (after.first !== before.first || after.prefixLength > before.prefixLength) {
    throw invalidField('ip_range', 'can only be extended at its end, by a shorter netmask');
  }
}

/** The first address of the network's range, reserved in every network. */
export function gatewayOf(network: Pick<NetworkRecord, 'ipRange'>): number {
  return ipv4Range(network.ipRange).first + 1;
}

export interface SubnetRequest {
  readonly type: SubnetRecord['type'];
  readonly ipRange: string | undefined;
  readonly networkZone: string;
  readonly vswitchId: number | undefined;
}

/**
 * Decides a new subnet's range, the first free /24 if none is asked for, or says why it can't be.
 * Source: API description, add_subnet; one zone per network and 50 subnets: docs.hetzner.com/cloud/networks/faq.
 */
export function checkSubnet(
  network: NetworkRecord,
  request: SubnetRequest,
  knownZones: ReadonlySet<string>,
): SubnetRecord {
  if (network.subnets.length >= MAXIMUM_SUBNETS) throw limitExceeded('subnet limit reached', 'subnet_limit');
  if (!knownZones.has(request.networkZone)) throw invalidField('network_zone', 'is not a network zone');
  const [sibling] = network.subnets;
  if (sibling !== undefined && sibling.networkZone !== request.networkZone) {
    throw invalidField('network_zone', 'must be the same for all subnets of a network');
  }
  checkVswitch(request);
  const range =
    request.ipRange === undefined ? firstFreeRange(network) : checkSubnetRange(network, request.ipRange);
  return {
    type: request.type,
    ipRange: formatIpv4Range(range),
    networkZone: request.networkZone,
    vswitchId: request.vswitchId ?? null,
  };
}

function checkVswitch({ type, vswitchId, networkZone }: SubnetRequest): void {
  if (type !== 'vswitch') {
    if (vswitchId !== undefined) throw invalidField('vswitch_id', 'is only for subnets of type vswitch');
    return;
  }
  if (vswitchId === undefined) throw invalidField('vswitch_id', 'Missing data for required field.');
  if (networkZone !== 'eu-central') throw invalidField('network_zone', 'vSwitches exist in eu-central only');
}

function checkSubnetRange(network: NetworkRecord, text: string): Ipv4Range {
  const range = parseIpv4Range(text);
  if (range === undefined) throw invalidField('ip_range', 'is not a valid IPv4 range in CIDR notation');
  if (range.prefixLength > SMALLEST_SUBNET_PREFIX) throw invalidField('ip_range', 'must be /30 or larger');
  if (!containsRange(ipv4Range(network.ipRange), range)) {
    throw invalidInput(`subnet ip_range not part of the network IP range (${network.ipRange})`);
  }
  if (!isFree(network, range)) {
    throw invalidInput('subnet ip_range overlaps with another subnetwork or network route');
  }
  return range;
}

function firstFreeRange(network: NetworkRecord): Ipv4Range {
  const whole = ipv4Range(network.ipRange);
  const size = 2 ** (32 - DEFAULT_SUBNET_PREFIX);
  for (let first = whole.first; first <= whole.last; first += size) {
    const range = { first, last: first + size - 1, prefixLength: DEFAULT_SUBNET_PREFIX };
    if (isFree(network, range)) return range;
  }
  throw new ApiError('service_error', 'no free /24 range left in the network');
}

/** `0.0.0.0/0` stands beside subnets; every other destination takes its range. */
function isFree(network: NetworkRecord, range: Ipv4Range): boolean {
  return (
    !network.subnets.some(({ ipRange }) => overlaps(ipv4Range(ipRange), range)) &&
    !network.routes.some(
      ({ destination }) => destination !== '0.0.0.0/0' && overlaps(ipv4Range(destination), range),
    )
  );
}

export function gatewayText(network: Pick<NetworkRecord, 'ipRange'>): string {
  return formatIpv4(gatewayOf(network));
}
