import { fileURLToPath } from 'node:url';
import { METADATA_ADDRESS, PUBLIC_GATEWAY, RESOLVERS, WEB_ADDRESS, WEB_NAME } from './addresses.js';
import { serveDhcp } from './dhcp.js';
import type { MetadataDirectory } from './metadata.js';
import { Namespace } from './namespace.js';
import { BLACK_HOLE_RULES, ROUTER_SETTINGS, plugPort, unplugPort, type PortEnd } from './port.js';

export interface PublicPort {
  readonly mac: string;
  /** The public address; the machine gets it as a /32 behind 172.31.1.1. */
  readonly address: string;
  readonly end: PortEnd;
}

/** Counts packets whose source is a private address, which nobody out there could answer. */
const STRAY_RULES = `table ip outside {
  counter stray { }
  chain arriving {
    type filter hook prerouting priority raw;
    ip saddr { 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 } ip saddr != ${PUBLIC_GATEWAY} counter name "stray"
  }
}
`;

/**
 * Everything behind public interfaces: Hetzner's gateway there, its resolvers, its metadata service, and a web server
 * far away. Path MTU discovery does not work, as at many real sites: messages about too large packets get lost.
 */
export class Internet {
  private readonly devices = new Map<string, string>();
  private ports = 0;

  private constructor(readonly namespace: Namespace) {}

  /** `files` is a folder whose files the web server has under `/files/`. */
  static async start(metadata: MetadataDirectory, files?: string): Promise<Internet> {
    const namespace = await Namespace.open('network', ROUTER_SETTINGS);
    const internet = new Internet(namespace);
    await namespace.must(['nft', '-f', '-'], { input: BLACK_HOLE_RULES + STRAY_RULES });
    const addresses = [METADATA_ADDRESS, WEB_ADDRESS, ...RESOLVERS];
    await namespace.ip(...addresses.map((address) => `address add ${address}/32 dev lo`));
    await Promise.all([metadata.serveIn(namespace), internet.serveWeb(files), internet.serveNames()]);
    return internet;
  }

  /** Connects a machine's public interface and gives the device on this side. */
  async plug({ mac, address, end }: PublicPort): Promise<string> {
    this.ports += 1;
    const device = `public${this.ports}`;
    await plugPort(this.namespace, { device, mac, end, mtu: 1500, gateway: PUBLIC_GATEWAY });
    await this.namespace.ip(`route replace ${address}/32 dev ${device}`);
    await serveDhcp(this.namespace, {
      device,
      mac,
      address,
      network: { address, netmask: '255.255.255.255' },
      options: [`3,${PUBLIC_GATEWAY}`, `6,${RESOLVERS.join(',')}`, '28'],
    });
    this.devices.set(mac, device);
    return device;
  }

  async unplug(mac: string): Promise<void> {
    const device = this.devices.get(mac);
    if (!device) throw new Error(`no machine ${mac} has a public interface`);
    this.devices.delete(mac);
    await unplugPort(this.namespace, device);
  }

  /** How many packets have come with a private source address. */
  async strayPackets(): Promise<number> {
    const counter = await this.namespace.must(['nft', 'list', 'counter', 'ip', 'outside', 'stray']);
    return Number(/packets (\d+) bytes/.exec(counter)?.[1]);
  }

  async close(): Promise<void> {
    await this.namespace.close();
  }

  private async serveWeb(files?: string): Promise<void> {
    const program = fileURLToPath(new URL('web-server.js', import.meta.url));
    const folder = files === undefined ? [] : [files];
    await this.namespace.start([process.execPath, program, WEB_ADDRESS, ...folder]).says(/listening/);
  }

  private async serveNames(): Promise<void> {
    const server = this.namespace.start([
      'dnsmasq',
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--log-facility=-',
      '--pid-file=',
      '--user=root',
      '--no-resolv',
      '--no-hosts',
      '--bind-interfaces',
      ...RESOLVERS.map((address) => `--listen-address=${address}`),
      `--address=/${WEB_NAME}/${WEB_ADDRESS}`,
    ]);
    await server.says(/started/);
  }
}
