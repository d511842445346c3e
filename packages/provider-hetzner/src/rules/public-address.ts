import ipaddr from 'ipaddr.js';

/** Whether a Primary IP is, or its /64 holds, the address. */
export function holdsPublicAddress(primaryIp: string, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (!ipaddr.isValidCIDR(primaryIp)) return ipaddr.parse(primaryIp).toString() === parsed.toString();
  const [network, prefixLength] = ipaddr.parseCIDR(primaryIp);
  return parsed.kind() === network.kind() && parsed.match(network, prefixLength);
}

/**
 * The address to show for a Primary IP: an IPv6 one is a /64, of which the guest's own bootstrap takes the first
 * address, unless another one was asked for and lies in it.
 */
export function publicAddressOf(primaryIp: string, asked: string | undefined): string {
  if (asked && holdsPublicAddress(primaryIp, asked)) return asked;
  if (!ipaddr.isValidCIDR(primaryIp)) return primaryIp;
  const parts = [...ipaddr.IPv6.parseCIDR(primaryIp)[0].parts];
  return new ipaddr.IPv6([...parts.slice(0, -1), 1]).toRFC5952String();
}
