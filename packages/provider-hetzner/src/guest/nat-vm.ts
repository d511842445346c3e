import ipaddr from 'ipaddr.js';
import { fillTemplate } from './template.js';

export interface NatVm {
  /** IPv4 prefixes whose addresses may leave, such as `10.0.1.0/24`. None means that nobody may. */
  readonly sourcePrefixes: readonly string[];
  /** The Hetzner network's range, such as `10.0.0.0/16`. */
  readonly networkRange: string;
  /** The VM's address in that network. */
  readonly privateAddress: string;
  /** The VM's alias address in that network: what the network's route points at. */
  readonly aliasAddress: string;
}

/**
 * User data that turns a Debian or Ubuntu machine with one public and one private interface into a NAT gateway,
 * with nothing to download. It holds no secret. The same input gives the same text, whatever the order of the
 * prefixes, so that it can be compared. Throws `RangeError` on what is not an IPv4 address or prefix.
 */
export function natVmUserData(vm: NatVm): string {
  const networkRange = prefixOf(vm.networkRange);
  const allowed = [...new Set(vm.sourcePrefixes.map(prefixOf))].toSorted();
  return fillTemplate('nat-vm-boothook.sh', {
    networkRange,
    networkGateway: firstAddressOf(networkRange),
    privateAddress: addressOf(vm.privateAddress),
    aliasAddress: addressOf(vm.aliasAddress),
    // nft knows no empty list.
    elements: allowed.length > 0 ? `elements = { ${allowed.join(', ')} }` : '',
  });
}

// What goes into a script that root runs is spelled by us, whoever gave it.
function prefixOf(text: string): string {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) throw new RangeError(`not an IPv4 prefix: ${text}`);
  const [, length] = ipaddr.IPv4.parseCIDR(text);
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${length}`;
}

function addressOf(text: string): string {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) throw new RangeError(`not an IPv4 address: ${text}`);
  return ipaddr.IPv4.parse(text).toString();
}

/** Hetzner's gateway for every subnet of a network is the first address of the network's range. */
function firstAddressOf(prefix: string): string {
  const bytes = ipaddr.IPv4.networkAddressFromCIDR(prefix).toByteArray();
  return bytes.map((byte, index) => (index === 3 ? byte + 1 : byte)).join('.');
}
