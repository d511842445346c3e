import type { Fault } from '../errors.js';
import { cidrFamily, ipv4Range, type Cidr } from './cidr.js';

/** What is wrong with a `Cidr` by itself, at least one family being required. */
export function cidrFaults(cidr: Cidr, pointer: string): Fault[] {
  if (cidr.ipv4 === undefined && cidr.ipv6 === undefined) {
    return [{ pointer, message: 'the range has to name an IPv4 or an IPv6 CIDR block' }];
  }
  const faults: Fault[] = [];
  if (cidr.ipv4 !== undefined && cidrFamily(cidr.ipv4) !== 'ipv4') {
    faults.push({ pointer: `${pointer}/ipv4`, message: `'${cidr.ipv4}' is not an IPv4 CIDR block` });
  } else if (cidr.ipv4 !== undefined && !ipv4Range(cidr.ipv4)) {
    faults.push({ pointer: `${pointer}/ipv4`, message: `'${cidr.ipv4}' has bits set behind its prefix` });
  }
  if (cidr.ipv6 !== undefined && cidrFamily(cidr.ipv6) !== 'ipv6') {
    faults.push({ pointer: `${pointer}/ipv6`, message: `'${cidr.ipv6}' is not an IPv6 CIDR block` });
  }
  return faults;
}
