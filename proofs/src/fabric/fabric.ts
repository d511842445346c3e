import { METADATA_ADDRESS, firstAddressOf, netmaskOf } from './addresses.js';
import { serveDhcp } from './dhcp.js';
import type { MetadataDirectory } from './metadata.js';
import { Namespace, type Background } from './namespace.js';
import { BLACK_HOLE_RULES, ROUTER_SETTINGS, plugPort, unplugPort, type PortEnd } from './port.js';

/** Of private interfaces: https://docs.hetzner.com/cloud/networks/technical-concepts/architecture */
const MTU = 1450;

export interface FabricPort {
  readonly mac: string;
  /** The machine's address in the network; it gets it as a /32. */
  readonly address: string;
  /** The machine's alias addresses, which DHCP does not tell it. */
  readonly aliases?: readonly string[];
  readonly end: PortEnd;
  /** Only machines without one get a route to the metadata service by DHCP. */
  readonly hasPublicInterface: boolean;
  readonly renewAfterSeconds?: number;
}

interface Plugged {
  readonly device: string;
  readonly port: FabricPort;
  aliases: readonly string[];
  readonly dhcp: Background;
}

/**
 * One private network of Hetzner's: a router that knows its machines by their addresses and forwards between them.
 * Its own address is the first of the network's range; it tells machines by DHCP their address as a /32 and the way
 * to the range, but neither default route nor name servers. What the network's routes send to an address goes to the
 * machine that holds it, at first hand or as an alias, and nowhere when nobody does.
 *
 * Stricter than Hetzner's where that is not documented: a machine has to answer ARP for an alias to get its packets.
 */
export class Fabric {
  readonly gateway: string;
  private readonly plugged = new Map<string, Plugged>();
  private readonly routes = new Map<string, string>();
  private ports = 0;

  private constructor(
    readonly range: string,
    /** For programs that open taps. */
    readonly namespace: Namespace,
  ) {
    this.gateway = firstAddressOf(range);
  }

  static async start(range: string, metadata: MetadataDirectory): Promise<Fabric> {
    const namespace = await Namespace.open('network', ROUTER_SETTINGS);
    const fabric = new Fabric(range, namespace);
    await namespace.must(['nft', '-f', '-'], { input: BLACK_HOLE_RULES });
    // Addresses of the network that no machine holds lead nowhere, whatever its routes say.
    await namespace.ip(`route add blackhole ${range}`);
    await fabric.setMetadataService(true);
    await metadata.serveIn(namespace);
    return fabric;
  }

  /** Connects a machine and gives the device that its packets come from: the tap's name for QEMU. */
  async plug(port: FabricPort): Promise<string> {
    this.ports += 1;
    const device = `port${this.ports}`;
    const { mac, end, address, renewAfterSeconds } = port;
    await plugPort(this.namespace, { device, mac, end, mtu: MTU, gateway: this.gateway });
    const dhcp = await serveDhcp(this.namespace, {
      device,
      mac,
      address,
      network: { address: this.range.split('/')[0] ?? '', netmask: netmaskOf(this.range) },
      options: [`26,${MTU}`, `121,${this.staticRoutesFor(port).join(',')}`, '3', '6', '28'],
      ...(renewAfterSeconds === undefined ? {} : { renewAfterSeconds }),
    });
    this.plugged.set(mac, { device, port, aliases: port.aliases ?? [], dhcp });
    await this.applyRoutes();
    return device;
  }

  /** Takes the machine's interface away. */
  async unplug(mac: string): Promise<void> {
    const { device, dhcp } = this.get(mac);
    this.plugged.delete(mac);
    await dhcp.stop();
    await unplugPort(this.namespace, device);
    await this.applyRoutes();
  }

  /** Replaces a machine's alias addresses, as Hetzner's `change_alias_ips` does. */
  async changeAliases(mac: string, aliases: readonly string[]): Promise<void> {
    const plugged = this.get(mac);
    const gone = plugged.aliases.filter((alias) => !aliases.includes(alias));
    plugged.aliases = aliases;
    for (const alias of gone) await this.namespace.run(['ip', 'route', 'delete', `${alias}/32`]);
    await this.applyRoutes();
  }

  /** A route of the network: what is for `destination` goes to the machine that holds `gateway`. */
  async setRoute(destination: string, gateway: string): Promise<void> {
    this.routes.set(destination, gateway);
    await this.applyRoutes();
  }

  async deleteRoute(destination: string): Promise<void> {
    this.routes.delete(destination);
    await this.namespace.run(['ip', 'route', 'delete', destination]);
  }

  /** Without it, questions to the metadata service go where the network's routes send them. */
  async setMetadataService(isOn: boolean): Promise<void> {
    await this.namespace.ip(`address ${isOn ? 'add' : 'delete'} ${METADATA_ADDRESS}/32 dev lo`);
  }

  /** How many leases a machine has been given, renewals included. */
  leasesGiven(mac: string): number {
    return this.get(mac).dhcp.output.split('DHCPACK').length - 1;
  }

  async close(): Promise<void> {
    await this.namespace.close();
  }

  private staticRoutesFor({ hasPublicInterface }: FabricPort): string[] {
    const metadata = hasPublicInterface ? [] : [`${METADATA_ADDRESS}/32`, this.gateway];
    return [`${this.gateway}/32`, '0.0.0.0', this.range, this.gateway, ...metadata];
  }

  private get(mac: string): Plugged {
    const plugged = this.plugged.get(mac);
    if (!plugged) throw new Error(`no machine ${mac} in ${this.range}`);
    return plugged;
  }

  private async applyRoutes(): Promise<void> {
    const holders = new Map<string, string>();
    for (const { device, port, aliases } of this.plugged.values()) {
      for (const address of [port.address, ...aliases]) holders.set(address, device);
    }
    const hosts = [...holders].map(([address, device]) => `route replace ${address}/32 dev ${device}`);
    const routes = [...this.routes].map(([destination, gateway]) => {
      const device = holders.get(gateway);
      return device
        ? `route replace ${destination} via ${gateway} dev ${device} onlink`
        : `route replace blackhole ${destination}`;
    });
    await this.namespace.ip(...hosts, ...routes);
  }
}
