import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Fabric } from '../fabric/fabric.js';
import type { Internet } from '../fabric/internet.js';
import type { MetadataDirectory } from '../fabric/metadata.js';
import { Namespace, type Outcome, type RunOptions } from '../fabric/namespace.js';
import { boothooksOf } from './boothooks.js';
import { Disk } from './disk.js';
import { Units } from './units.js';

export interface PublicNic {
  readonly name: string;
  readonly mac: string;
  readonly address: string;
  readonly internet: Internet;
}

export interface PrivateNic {
  readonly name: string;
  readonly mac: string;
  readonly address: string;
  aliases: readonly string[];
  readonly fabric: Fabric;
  /** `h-…` for a hidden network. */
  readonly networkName: string;
  readonly renewAfterSeconds?: number;
}

export interface MachineOptions {
  readonly name: string;
  readonly userData: string;
  readonly metadata: MetadataDirectory;
  readonly publicNic?: PublicNic;
  readonly privateNics: readonly PrivateNic[];
  /** Whether the image has hc-utils, which asks for a lease on private interfaces; else nobody does. */
  readonly hasHcUtils: boolean;
  /** Units that the image brings, by name. */
  readonly imageUnits?: Readonly<Record<string, string>>;
  /** Shell commands that the image runs before any unit, such as kernel settings. */
  readonly atBoot?: string;
}

/**
 * A Debian machine with cloud-init, as far as our user data meets it: it boots, restarts with its disk kept and
 * everything else lost, and runs the boothooks of its user data at every boot. A DHCP client raises the public
 * interface before them, and the private ones after them where the image has hc-utils.
 */
export class Machine {
  private current: { namespace: Namespace; units: Units; systemd: Server } | undefined;
  private readonly privateNics: PrivateNic[];

  private constructor(
    private readonly options: MachineOptions,
    private readonly disk: Disk,
  ) {
    this.privateNics = [...options.privateNics];
  }

  /** A machine that is off. */
  static async create(options: MachineOptions): Promise<Machine> {
    const disk = await Disk.create();
    for (const [name, content] of Object.entries(options.imageUnits ?? {})) {
      disk.write(`/lib/systemd/system/${name}`, content);
      disk.write(`/etc/systemd/system/multi-user.target.wants/${name}`, '');
    }
    return new Machine(options, disk);
  }

  /** Resolves when the boothooks have run; what they start need not be ready. */
  async powerOn(): Promise<void> {
    const { publicNic, userData, hasHcUtils, atBoot = '' } = this.options;
    this.announce();
    const namespace = await Namespace.open('machine', `${this.disk.mounts}\n${atBoot}`);
    const units = new Units(this.disk, namespace);
    this.current = { namespace, units, systemd: await this.listen(units) };
    await this.plugPublic(publicNic);
    for (const nic of this.privateNics) await this.plugPrivate(nic);
    await units.reach('sysinit.target');
    if (publicNic) await this.askForLease(publicNic.name);
    for (const boothook of boothooksOf(userData)) await this.runBoothook(boothook);
    await units.reach('multi-user.target');
    if (hasHcUtils) for (const { name } of this.privateNics) await this.askForLease(name);
  }

  /** As pulling the plug: nothing is asked to end. */
  async powerOff(): Promise<void> {
    const { namespace, systemd } = this.running();
    this.current = undefined;
    systemd.close();
    await namespace.close();
    const { publicNic } = this.options;
    if (publicNic) await publicNic.internet.unplug(publicNic.mac);
    for (const { fabric, mac } of this.privateNics) await fabric.unplug(mac);
  }

  async reboot(): Promise<void> {
    await this.powerOff();
    await this.powerOn();
  }

  /** Adds a private interface while the machine runs. */
  async attach(nic: PrivateNic): Promise<void> {
    this.privateNics.push(nic);
    this.announce();
    await this.plugPrivate(nic);
    if (this.options.hasHcUtils) await this.askForLease(nic.name);
  }

  /** As Hetzner's `change_alias_ips`, for the first private interface. */
  async changeAliases(aliases: readonly string[]): Promise<void> {
    const nic = this.firstPrivateNic();
    nic.aliases = aliases;
    this.announce();
    await nic.fabric.changeAliases(nic.mac, aliases);
  }

  run(command: readonly string[], options?: RunOptions): Promise<Outcome> {
    return this.running().namespace.run(command, options);
  }

  must(command: readonly string[], options?: RunOptions): Promise<string> {
    return this.running().namespace.must(command, options);
  }

  start(command: readonly string[]): ReturnType<Namespace['start']> {
    return this.running().namespace.start(command);
  }

  /** How many IPv4 packets have come in since the machine came up, on all its interfaces. */
  async packetsReceived(): Promise<number> {
    const counters = await this.must(['grep', '^Ip: [0-9]', '/proc/net/snmp']);
    return Number(counters.split(' ')[3]);
  }

  /** How many leases its first private interface has been given, renewals included. */
  leasesGiven(): number {
    const { fabric, mac } = this.firstPrivateNic();
    return fabric.leasesGiven(mac);
  }

  get units(): Units {
    return this.running().units;
  }

  async delete(): Promise<void> {
    if (this.current) await this.powerOff();
    await this.disk.delete();
  }

  /** Ends it together with everything that it is connected to. */
  async discard(): Promise<void> {
    this.current?.systemd.close();
    await this.current?.namespace.close();
    await this.disk.delete();
  }

  private firstPrivateNic(): PrivateNic {
    const [nic] = this.privateNics;
    if (!nic) throw new Error(`${this.options.name} has no private interface`);
    return nic;
  }

  private running(): { namespace: Namespace; units: Units; systemd: Server } {
    if (!this.current) throw new Error(`${this.options.name} is off`);
    return this.current;
  }

  private announce(): void {
    const { name, userData, metadata, publicNic } = this.options;
    const addresses = this.privateNics.flatMap((nic) => [nic.address, ...nic.aliases]);
    metadata.set([...addresses, ...(publicNic ? [publicNic.address] : [])], {
      instanceId: name,
      hostname: name,
      userData,
      ...(publicNic ? { public: { address: publicNic.address, macAddress: publicNic.mac } } : {}),
      privateNetworks: this.privateNics.map((nic) => ({
        ip: nic.address,
        aliasIps: nic.aliases,
        macAddress: nic.mac,
        networkName: nic.networkName,
        network: nic.fabric.range,
        gateway: nic.fabric.gateway,
      })),
    });
  }

  private async plugPublic(nic: PublicNic | undefined): Promise<void> {
    if (!nic) return;
    const end = { machine: this.running().namespace, interfaceName: nic.name };
    await nic.internet.plug({ mac: nic.mac, address: nic.address, end });
  }

  private async plugPrivate(nic: PrivateNic): Promise<void> {
    await nic.fabric.plug({
      mac: nic.mac,
      address: nic.address,
      aliases: nic.aliases,
      end: { machine: this.running().namespace, interfaceName: nic.name },
      hasPublicInterface: this.options.publicNic !== undefined,
      ...(nic.renewAfterSeconds === undefined ? {} : { renewAfterSeconds: nic.renewAfterSeconds }),
    });
  }

  /** As Debian and hc-utils call it. It stays and renews. */
  private async askForLease(nic: string): Promise<void> {
    await this.must(['dhclient', '-1', '-4', '-pf', `/run/dhclient.${nic}.pid`, nic]);
  }

  private async runBoothook(script: string): Promise<void> {
    await this.must(['sh', '-c', 'cat >/var/lib/cloud/boothook; chmod 700 /var/lib/cloud/boothook'], {
      input: script,
    });
    await this.must(['/var/lib/cloud/boothook'], { env: { INSTANCE_ID: this.options.name } });
  }

  private async listen(units: Units): Promise<Server> {
    const server = createServer((request, response) => {
      let words = '';
      request.on('data', (chunk: Buffer) => {
        words += chunk.toString();
      });
      request.once('end', () => {
        void units
          .systemctl(words.trimEnd().split('\n'))
          .then(({ status, text }) => response.end(`${status} ${text}`));
      });
    });
    const socket = this.disk.path('/outside/systemd');
    rmSync(socket, { force: true });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    return server;
  }
}
