import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { METADATA_ADDRESS } from './addresses.js';
import type { Namespace } from './namespace.js';

/** One interface as `/metadata/private-networks` tells it. */
export interface PrivateNetworkEntry {
  readonly ip: string;
  readonly aliasIps: readonly string[];
  readonly macAddress: string;
  readonly networkName: string;
  /** The network's range. */
  readonly network: string;
  readonly gateway: string;
}

/** What the metadata service tells one machine. */
export interface MachineMetadata {
  readonly instanceId: string;
  readonly hostname: string;
  readonly userData: string;
  /** Its public address and the MAC of that interface; none for a machine without. */
  readonly public?: { readonly address: string; readonly macAddress: string };
  readonly privateNetworks: readonly PrivateNetworkEntry[];
}

/** What all metadata servers of a world know: machines by the source address of their questions. */
export class MetadataDirectory {
  private readonly folder = mkdtempSync(join(tmpdir(), 'proof-metadata-'));
  private readonly machines = new Map<string, MachineMetadata>();
  /** The servers read it with every question. */
  readonly file = join(this.folder, 'machines.json');

  constructor() {
    this.write();
  }

  /** Answers questions from any of these addresses so from now on. */
  set(addresses: readonly string[], machine: MachineMetadata): void {
    for (const address of addresses) this.machines.set(address, machine);
    this.write();
  }

  delete(addresses: readonly string[]): void {
    for (const address of addresses) this.machines.delete(address);
    this.write();
  }

  /** Starts a server at 169.254.169.254 in a namespace that holds that address. */
  async serveIn(namespace: Namespace): Promise<void> {
    const program = fileURLToPath(new URL('metadata-server.js', import.meta.url));
    await namespace.start([process.execPath, program, METADATA_ADDRESS, this.file]).says(/listening/);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(): void {
    writeFileSync(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.machines)));
    renameSync(`${this.file}.new`, this.file);
  }
}
