/** What most scenarios begin with: a workspace and, for those of the network, what lies under a subnet. */
import { type Cloud, type Document } from './cloud.js';
import type { Kind, Place } from './kinds.js';

const BLOCK = '10.1';

/** The network's range, and subnet `n` in it (6.1). */
export const NETWORK_CIDR = { ipv4: `${BLOCK}.0.0/16` };
export const subnetCidr = (n = 1): { ipv4: string } => ({ ipv4: `${BLOCK}.${n}.0/24` });
export const nicAddress = (host: number, n = 1): string => `${BLOCK}.${n}.${host}`;
export const publicAddress = (host: number): string => `52.93.126.${host}`;

export class Stage {
  private constructor(
    readonly cloud: Cloud,
    readonly workspace: Place,
    readonly network: Place,
  ) {}

  /** With a workspace that is active. */
  static async open(cloud: Cloud, document: Document = {}): Promise<Stage> {
    const stage = Stage.unopened(cloud);
    await cloud.create(stage.workspace, document);
    return stage;
  }

  /** Of a workspace that nobody has made. */
  static unopened(cloud: Cloud): Stage {
    const workspace = { kind: 'workspace', name: cloud.name('workspace') } as const;
    return new Stage(cloud, workspace, {
      kind: 'network',
      name: cloud.name('network'),
      workspace: workspace.name,
    });
  }

  place(kind: Kind, name = this.cloud.name(kind)): Place {
    return { kind, name, workspace: this.workspace.name, network: this.network.name };
  }

  /** A disk of 20 GB. */
  async disk(place = this.place('block-storage')): Promise<Place> {
    await this.cloud.create(place, { spec: this.diskSpec() });
    return place;
  }

  diskSpec(sizeGB = 20): object {
    return { sizeGB, skuRef: this.cloud.skuRef('storage') };
  }

  instanceSpec(disk: Place, zone = this.cloud.zones[0]): object {
    return { skuRef: this.cloud.skuRef('compute'), zone, bootVolume: { deviceRef: this.cloud.ref(disk) } };
  }

  networkSpec(): object {
    return { cidr: NETWORK_CIDR, skuRef: this.cloud.skuRef('network') };
  }

  routeSpec(target: Place): object {
    return { routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: this.cloud.ref(target) }] };
  }

  subnetSpec(table: Place, n = 1): object {
    return { cidr: subnetCidr(n), zone: this.cloud.zones[0], routeTableRef: this.cloud.ref(table) };
  }

  /** Network (not waited for), gateway, and a table that leads to it. */
  async routed(): Promise<{ gateway: Place; table: Place }> {
    const { cloud, network } = this;
    const gateway = this.place('internet-gateway');
    const table = this.place('routing-table');
    await cloud.put(network, { spec: this.networkSpec() });
    await cloud.create(gateway, { spec: {} });
    await cloud.create(table, { spec: this.routeSpec(gateway) });
    await cloud.active(network);
    return { gateway, table };
  }

  async close(): Promise<void> {
    await this.cloud.remove(this.workspace);
  }
}
