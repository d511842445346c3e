import type { Background, Namespace } from './namespace.js';

export interface Lease {
  /** The device of the fabric that the machine hangs on. */
  readonly device: string;
  readonly mac: string;
  readonly address: string;
  /** The prefix that `address` is taken from, and its netmask. */
  readonly network: { readonly address: string; readonly netmask: string };
  /** `tag:`-less options of dnsmasq, such as `26,1450`. */
  readonly options: readonly string[];
  /** After how many seconds the machine asks again, at least 2; half of an hour when nothing is said. */
  readonly renewAfterSeconds?: number;
}

/** Answers the DHCP questions of one machine until it is stopped. Its output has a line `DHCPACK` per lease. */
export async function serveDhcp(namespace: Namespace, lease: Lease): Promise<Background> {
  const { device, network, options, renewAfterSeconds } = lease;
  const timers = renewAfterSeconds === undefined ? [] : [`58,${renewAfterSeconds}`, '59,1500'];
  const server = namespace.start([
    'dnsmasq',
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--log-facility=-',
    '--pid-file=',
    '--user=root',
    '--port=0',
    `--interface=${device}`,
    '--except-interface=lo',
    '--bind-interfaces',
    '--leasefile-ro',
    '--dhcp-authoritative',
    '--no-ping',
    // The device need not have an address of the network: those of public interfaces have not.
    `--shared-network=${device},${network.address}`,
    `--dhcp-range=${network.address},static,${network.netmask},1h`,
    `--dhcp-host=${lease.mac},${lease.address},1h`,
    '--dhcp-option=1,255.255.255.255',
    ...[...options, ...timers].map((option) => `--dhcp-option=${option}`),
  ]);
  await server.says(/started/);
  return server;
}
