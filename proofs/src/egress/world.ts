import { mergeUserData, natVmUserData } from '@seca-hetzner/provider-hetzner/guest';
import { Fabric } from '../fabric/fabric.js';
import { Internet } from '../fabric/internet.js';
import { MetadataDirectory } from '../fabric/metadata.js';
import { Machine, type MachineOptions, type PrivateNic } from '../machine/machine.js';

export interface WorldOptions {
  /** The network's range. */
  readonly range?: string;
  /** Prefixes whose addresses may leave; the second block of 256 when nothing is said. */
  readonly allowed?: readonly string[];
  /** Changes what goes into the NAT VM, or into guests. */
  readonly changeNatVm?: (userData: string) => string;
  readonly changeGuest?: (userData: string) => string;
}

export interface GuestOptions extends Partial<
  Pick<MachineOptions, 'hasHcUtils' | 'userData' | 'privateNics'>
> {
  readonly name?: string;
  readonly renewAfterSeconds?: number;
  /** Its public address; none for a private-only guest. */
  readonly publicAddress?: string;
}

export interface NatVmOptions extends Partial<Pick<MachineOptions, 'imageUnits' | 'atBoot' | 'hasHcUtils'>> {
  readonly name?: string;
  readonly address?: string;
  /** The alias that the fabric gives it from the start; the user data always names the network's. */
  readonly holdsAlias?: boolean;
  readonly publicAddress?: string;
}

/** Where the first NAT VM is seen outside. */
export const NAT_ADDRESS = '203.0.113.10';

/** One network with a route to its NAT VM, the internet behind it, and the machines that a proof puts there. */
export class World {
  readonly metadata = new MetadataDirectory();
  private readonly machines: Machine[] = [];
  private readonly fabrics: Fabric[] = [];
  private macs = 0;

  private constructor(private readonly options: WorldOptions) {}

  /** The caller closes it, also when a machine in it never came up. */
  static async start(options: WorldOptions = {}): Promise<World> {
    const world = new World(options);
    world.internet = await Internet.start(world.metadata);
    world.fabric = await world.addFabric(options.range ?? '10.0.0.0/16');
    await world.fabric.setRoute('0.0.0.0/0', world.alias);
    return world;
  }

  internet!: Internet;
  fabric!: Fabric;

  /** The address `1.5` of the network is the fifth in its second block of 256. */
  at(lastBytes: string): string {
    const [first, second, third] = this.fabric.range.split('.');
    const [block, last] = lastBytes.split('.');
    return `${first}.${second}.${Number(third) + Number(block)}.${last}`;
  }

  /** What the network's route points at. */
  get alias(): string {
    return this.at('1.253');
  }

  async addFabric(range: string): Promise<Fabric> {
    const fabric = await Fabric.start(range, this.metadata);
    this.fabrics.push(fabric);
    return fabric;
  }

  /** A NAT VM as the worker makes it. On its image nobody raises the private interface unless hc-utils is there. */
  async addNatVm(options: NatVmOptions = {}): Promise<Machine> {
    const address = options.address ?? this.at('1.254');
    const userData = natVmUserData({
      sourcePrefixes: this.options.allowed ?? [`${this.at('1.0')}/24`],
      networkRange: this.fabric.range,
      privateAddress: address,
      aliasAddress: this.alias,
    });
    const aliases = options.holdsAlias === false ? [] : [this.alias];
    return this.boot({
      name: options.name ?? 'nat-vm',
      userData: this.options.changeNatVm?.(userData) ?? userData,
      metadata: this.metadata,
      publicNic: {
        name: 'eth0',
        mac: this.mac('96:00'),
        address: options.publicAddress ?? NAT_ADDRESS,
        internet: this.internet,
      },
      privateNics: [{ ...this.nic(address), aliases }],
      hasHcUtils: options.hasHcUtils ?? false,
      ...(options.imageUnits ? { imageUnits: options.imageUnits } : {}),
      ...(options.atBoot === undefined ? {} : { atBoot: options.atBoot }),
    });
  }

  /** A guest as the worker makes it, its user's own part empty. */
  async addGuest(lastBytes: string, options: GuestOptions = {}): Promise<Machine> {
    const userData = options.userData ?? mergeUserData(undefined).text;
    const { publicAddress, renewAfterSeconds } = options;
    const nic = {
      ...this.nic(this.at(lastBytes)),
      ...(renewAfterSeconds === undefined ? {} : { renewAfterSeconds }),
    };
    return this.boot({
      name: options.name ?? `guest-${lastBytes}`,
      userData: this.options.changeGuest?.(userData) ?? userData,
      metadata: this.metadata,
      privateNics: options.privateNics ?? [nic],
      hasHcUtils: options.hasHcUtils ?? true,
      ...(publicAddress === undefined
        ? {}
        : {
            publicNic: {
              name: 'eth0',
              mac: this.mac('96:00'),
              address: publicAddress,
              internet: this.internet,
            },
          }),
    });
  }

  /** A guest that is in a hidden network as well, on its first interface. */
  async addGuestBetween(lastBytes: string): Promise<Machine> {
    const hidden = await this.addFabric('10.99.0.0/16');
    const privateNics = [
      this.nic('10.99.1.5', { fabric: hidden, networkName: 'h-proof' }),
      this.nic(this.at(lastBytes), { name: 'enp8s0' }),
    ];
    return this.addGuest(lastBytes, { privateNics });
  }

  /** An interface in the network, or in another. */
  nic(address: string, nic: Partial<PrivateNic> = {}): PrivateNic {
    const mac = this.mac('86:00');
    return { name: 'enp7s0', mac, address, aliases: [], fabric: this.fabric, networkName: 'n-proof', ...nic };
  }

  async close(): Promise<void> {
    await Promise.all([
      ...this.machines.map((machine) => machine.discard()),
      ...[...this.fabrics, this.internet].map((network) => network.close()),
    ]);
    this.metadata.close();
  }

  private async boot(options: MachineOptions): Promise<Machine> {
    const machine = await Machine.create(options);
    this.machines.push(machine);
    await machine.powerOn();
    return machine;
  }

  private mac(prefix: string): string {
    this.macs += 1;
    return `${prefix}:00:00:01:${this.macs.toString(16).padStart(2, '0')}`;
  }
}
