import { Fabric } from '../fabric/fabric.js';
import { Internet } from '../fabric/internet.js';
import { MetadataDirectory } from '../fabric/metadata.js';
import { findAccelerator, type Accelerator } from './accelerator.js';
import { makeAptRepository, type AptRepository } from './apt-repository.js';
import { ensureImage, type Image } from './image.js';
import { Machine, type Interface } from './machine.js';
import type { Suite } from './suites.js';
import { NAT_VM, USER_DATA } from './user-data.js';

/** What pages on the web see of whoever comes through the NAT VM. */
export const PUBLIC_ADDRESS = '203.0.113.10';

/** A NAT VM that has not come up after that long is broken, even where two slow processors are shared. */
const BOOT_TIMEOUT_MS = 900_000;

/** A Hetzner network with a NAT VM's route in it, an internet with a package archive, and machines of one suite. */
export class World {
  private readonly machines = new Set<Machine>();
  private made = 0;

  private constructor(
    private readonly image: Image,
    private readonly accelerator: Accelerator,
    private readonly repository: AptRepository,
    private readonly metadata: MetadataDirectory,
    private readonly internet: Internet,
    private readonly fabric: Fabric,
  ) {}

  static async start(suite: Suite): Promise<World> {
    const image = await ensureImage(suite);
    const repository = await makeAptRepository();
    const metadata = new MetadataDirectory();
    const internet = await Internet.start(metadata, repository.folder);
    const fabric = await Fabric.start(NAT_VM.networkRange, metadata);
    await fabric.setRoute('0.0.0.0/0', NAT_VM.aliasAddress);
    return new World(image, await findAccelerator(image), repository, metadata, internet, fabric);
  }

  /** Boots a NAT VM from nothing; back when it forwards. */
  async bootNatVm(): Promise<NatVm> {
    const number = this.next();
    const publicMac = macOf('96', number);
    const mac = macOf('86', number);
    this.metadata.set([PUBLIC_ADDRESS, NAT_VM.privateAddress], {
      instanceId: String(number),
      hostname: `nat-${number}`,
      userData: USER_DATA.natVm,
      public: { address: PUBLIC_ADDRESS, macAddress: publicMac },
      privateNetworks: [this.entry(NAT_VM.privateAddress, mac, [NAT_VM.aliasAddress])],
    });
    const publicTap = await this.internet.plug({ mac: publicMac, address: PUBLIC_ADDRESS, end: 'tap' });
    const tap = await this.fabric.plug({
      mac,
      address: NAT_VM.privateAddress,
      aliases: [NAT_VM.aliasAddress],
      end: 'tap',
      hasPublicInterface: true,
    });
    const machine = await this.powerOn('NAT VM', number, [
      { mac: publicMac, mtu: 1500, tap: publicTap, namespacePid: this.internet.namespace.pid },
      { mac, mtu: 1450, tap, namespacePid: this.fabric.namespace.pid },
    ]);
    await machine.untilSucceeds('[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ]', BOOT_TIMEOUT_MS);
    return { machine, mac, publicMac };
  }

  /** Cuts the VM's power and takes it out of both networks. */
  async destroyNatVm({ machine, mac, publicMac }: NatVm): Promise<void> {
    await this.destroy(machine);
    await this.fabric.unplug(mac);
    await this.internet.unplug(publicMac);
  }

  /** Powers on a guest with only a private interface and this user data. */
  async powerOnGuest(userData: string): Promise<Machine> {
    const number = this.next();
    const mac = macOf('86', number);
    const address = `10.0.1.${10 + number}`;
    this.metadata.set([address], {
      instanceId: String(number),
      hostname: `guest-${number}`,
      userData,
      privateNetworks: [this.entry(address, mac, [])],
    });
    const tap = await this.fabric.plug({ mac, address, end: 'tap', hasPublicInterface: false });
    return this.powerOn('guest', number, [{ mac, mtu: 1450, tap, namespacePid: this.fabric.namespace.pid }]);
  }

  async destroy(machine: Machine): Promise<void> {
    this.machines.delete(machine);
    await machine.destroy();
  }

  async close(): Promise<void> {
    await Promise.all([...this.machines].map((machine) => machine.destroy()));
    await this.fabric.close();
    await this.internet.close();
    this.metadata.close();
    await this.repository.delete();
  }

  private async powerOn(role: string, number: number, interfaces: readonly Interface[]): Promise<Machine> {
    const { image, accelerator } = this;
    const machine = await Machine.powerOn({
      name: `${role} ${number}`,
      image,
      accelerator,
      instanceId: String(number),
      interfaces,
    });
    this.machines.add(machine);
    return machine;
  }

  private entry(ip: string, macAddress: string, aliasIps: string[]) {
    return {
      ip,
      aliasIps,
      macAddress,
      networkName: 'n-proof',
      network: NAT_VM.networkRange,
      gateway: this.fabric.gateway,
    };
  }

  private next(): number {
    this.made += 1;
    return this.made;
  }
}

export interface NatVm {
  readonly machine: Machine;
  /** Of the private interface. */
  readonly mac: string;
  readonly publicMac: string;
}

/** Public interfaces at Hetzner have MACs that begin with 96:00, private ones with 86:00:00. */
function macOf(kind: '86' | '96', number: number): string {
  return `${kind}:00:00:00:01:${(number % 256).toString(16).padStart(2, '0')}`;
}
