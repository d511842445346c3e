import type { Namespace } from './namespace.js';

/** Where a port's other end is: an interface in a machine's namespace, or a tap that QEMU opens by its name. */
export type PortEnd = { readonly machine: Namespace; readonly interfaceName: string } | 'tap';

export interface PortDevice {
  /** The device's name on this side, unique in its namespace, with its number at the end. */
  readonly device: string;
  readonly mac: string;
  readonly end: PortEnd;
  /** Of this side; a machine's side begins with 1500 until its DHCP says otherwise. */
  readonly mtu: number;
  /** This side's own address: the gateway of the machine. */
  readonly gateway: string;
}

/** Adds a link to one machine alone: no port sees another's frames, so there is no ARP between machines. */
export async function plugPort(router: Namespace, port: PortDevice): Promise<void> {
  const { device, end, mac, mtu, gateway } = port;
  // Where both ends happen to have the same index the kernel takes a second to notice that the link is up, in which
  // the first answers of DHCP get lost (linkwatch_urgent_event in net/core/link_watch.c).
  const index = 1000 + Number(/\d+$/.exec(device)?.[0]);
  await router.ip(
    end === 'tap'
      ? `tuntap add dev ${device} mode tap`
      : `link add ${device} index ${index} type veth peer name ${end.interfaceName} address ${mac} netns ${end.machine.pid}`,
    `link set ${device} mtu ${mtu} up`,
    `address add ${gateway}/32 dev ${device}`,
  );
}

export async function unplugPort(router: Namespace, device: string): Promise<void> {
  // Gone already where the machine went first.
  await router.run(['ip', 'link', 'delete', device]);
}

/** The kernel settings of a router between ports: forwards, answers ARP per port only, sends no redirects. */
export const ROUTER_SETTINGS = `
echo 1 >/proc/sys/net/ipv4/ip_forward
for scope in all default; do
  cd /proc/sys/net/ipv4/conf/$scope
  echo 1 >arp_ignore
  echo 0 >rp_filter
  echo 0 >send_redirects
done
cd /
`;

/** Loses every message about packets that are too large, in all directions: path MTU discovery finds nothing. */
export const BLACK_HOLE_RULES = `table inet black_hole {
  chain arriving {
    type filter hook prerouting priority raw;
    icmp type destination-unreachable icmp code frag-needed drop
  }
  chain leaving {
    type filter hook output priority raw;
    icmp type destination-unreachable icmp code frag-needed drop
  }
}
`;
