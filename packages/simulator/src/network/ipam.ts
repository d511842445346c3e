import { ApiError, invalidField } from '../api/errors.js';
import { containsAddress, formatIpv4, ipv4, ipv4Range, parseIpv4 } from './ipv4.js';
import type { AttachmentRecord, NetworkRecord, SubnetRecord } from './network.record.js';
import { gatewayOf, PUBLIC_GATEWAY } from './network.rules.js';

/** From memory of the product, not stated in the API description. */
const MAXIMUM_ALIAS_IPS = 5;

export interface AddressRequest {
  readonly ip: string | undefined;
  readonly ipRange: string | undefined;
  readonly networkZone: string;
}

/** Every address that some interface holds or is about to hold. */
export function takenAddresses(attachments: readonly AttachmentRecord[]): Set<number> {
  return new Set(
    attachments.flatMap(({ ip, aliasIps, nextAliasIps }) =>
      [ip, ...aliasIps, ...(nextAliasIps ?? [])].map(ipv4),
    ),
  );
}

/**
 * Chooses the address of a new interface: the one asked for, or the first free one of the subnet asked for, or
 * of the newest subnet of the server's zone that has one. Sources: API description, attach_to_network and
 * "Networks"; newest first: Terraform's documentation of `hcloud_server_network`.
 */
export function chooseAddress(
  network: NetworkRecord,
  taken: ReadonlySet<number>,
  request: AddressRequest,
): string {
  const subnets = usableSubnets(network, request.networkZone).filter(
    ({ ipRange }) => request.ipRange === undefined || ipRange === request.ipRange,
  );
  if (subnets.length === 0) throw noSubnetAvailable();
  if (request.ip !== undefined) return checkAddress(network, subnets, taken, request.ip, request.ipRange);
  for (const subnet of subnets.toReversed()) {
    const address = firstFreeAddress(network, subnet, taken);
    if (address !== undefined) return formatIpv4(address);
  }
  throw noSubnetAvailable();
}

/** Alias addresses may lie in any subnet of the network that the server can reach. */
export function checkAliasIps(
  network: NetworkRecord,
  taken: ReadonlySet<number>,
  aliasIps: readonly string[],
  networkZone: string,
): void {
  if (aliasIps.length > MAXIMUM_ALIAS_IPS) throw invalidField('alias_ips', 'has too many entries');
  if (new Set(aliasIps).size < aliasIps.length) throw invalidField('alias_ips', 'must be unique');
  const subnets = usableSubnets(network, networkZone);
  for (const ip of aliasIps) checkAddress(network, subnets, taken, ip, undefined);
}

function usableSubnets(network: NetworkRecord, networkZone: string): SubnetRecord[] {
  return network.subnets.filter((subnet) => subnet.type !== 'vswitch' && subnet.networkZone === networkZone);
}

function checkAddress(
  network: NetworkRecord,
  subnets: readonly SubnetRecord[],
  taken: ReadonlySet<number>,
  ip: string,
  ipRange: string | undefined,
): string {
  const address = parseIpv4(ip);
  if (address === undefined) throw invalidField('ip', `'${ip}' is not a valid IPv4 address`);
  const subnet = subnets.find((candidate) => containsAddress(ipv4Range(candidate.ipRange), address));
  if (subnet === undefined) {
    throw ipRange === undefined ? noSubnetAvailable() : invalidField('ip', `is not part of ${ipRange}`);
  }
  if (taken.has(address) || isReserved(network, subnet, address)) {
    throw new ApiError('ip_not_available', `IP ${ip} is not available`);
  }
  return ip;
}

function firstFreeAddress(
  network: NetworkRecord,
  subnet: SubnetRecord,
  taken: ReadonlySet<number>,
): number | undefined {
  const { first, last } = ipv4Range(subnet.ipRange);
  for (let address = first; address <= last; address++) {
    if (!taken.has(address) && !isReserved(network, subnet, address)) return address;
  }
  return undefined;
}

/** The first host of a later subnet is usable; only the network's own first address is its gateway. */
function isReserved(network: NetworkRecord, subnet: SubnetRecord, address: number): boolean {
  const { first, last } = ipv4Range(subnet.ipRange);
  return (
    address === first || address === last || address === gatewayOf(network) || address === PUBLIC_GATEWAY
  );
}

function noSubnetAvailable(): ApiError {
  return new ApiError('no_subnet_available', 'no subnet or IP available');
}
