import type { RouteModel } from '../support/route-model.js';

export interface AskedNetwork {
  name: string;
  workspace: string;
  /** Its tables and subnets. */
  routes: RouteModel;
}

/** Its NIC has the same name; its boot volume and its public address as `bootOf` and `ipOf` say. */
export interface AskedInstance {
  name: string;
  workspace: string;
  network: string;
  subnet: string;
  sku: string;
  isOn: boolean;
  /** The security group of a public one; `undefined` for one without a public address. */
  group: string | undefined;
  volumes: Set<string>;
  /** Times that something was changed that Hetzner knows nothing of. */
  revision: number;
}

export interface AskedVolume {
  name: string;
  workspace: string;
  sizeGb: number;
  instance: string | undefined;
  /** Whether it ever had to take its place at Hetzner, where it then stays. */
  wasAttached: boolean;
}

export interface AskedGroup {
  name: string;
  workspace: string;
  ports: number[];
}

/** What was asked for and not taken back. Every name is given once, so what is deleting is never asked for anew. */
export class Asked {
  readonly workspaces: string[] = [];
  readonly networks = new Map<string, AskedNetwork>();
  readonly instances = new Map<string, AskedInstance>();
  readonly volumes = new Map<string, AskedVolume>();
  readonly groups = new Map<string, AskedGroup>();
  /** The workspace of each gateway. */
  readonly gateways = new Map<string, string>();
  /** Each resource that has to be there, as `keyOf` names it. */
  readonly resources = new Set<string>();
  #names = 0;

  newName(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  instancesIn(network: string, subnet?: string): AskedInstance[] {
    return [...this.instances.values()].filter(
      (instance) => instance.network === network && (subnet === undefined || instance.subnet === subnet),
    );
  }

  gatewaysIn(workspace: string): string[] {
    return [...this.gateways].filter(([, home]) => home === workspace).map(([name]) => name);
  }

  /**
   * What a gateway has to have in a network. `needed`: a VM, since an instance lies in a subnet that leads to it.
   * `idle`: a VM that was there may stay for a while.
   */
  useOf({ name: network, routes }: AskedNetwork, gateway: string): 'needed' | 'idle' | 'none' {
    if (!this.gateways.has(gateway)) return 'none';
    const leading = [...routes.subnets].filter(([, { table }]) =>
      routes.tables.get(table)?.some(({ target }) => target === `internet-gateways/${gateway}`),
    );
    if (leading.length === 0) return 'none';
    return leading.some(([subnet]) => this.instancesIn(network, subnet).length > 0) ? 'needed' : 'idle';
  }
}

export const bootOf = (instance: string): string => `${instance}-boot`;
export const ipOf = (instance: string): string => `${instance}-ip`;

/** How a resource is called here, wherever it stands. */
export function keyOf(kind: string, { workspace, network = '' }: Place, name: string): string {
  return `${kind} ${[workspace, network, name].filter((part) => part !== '').join('/')}`;
}

/** Where a resource stands; `network` for what stands in one. */
export interface Place {
  workspace: string;
  network?: string;
}
