/** What there is in the simulated project, beside what the worker does there. */
import type { Endpoints } from '../supervisor/endpoints.js';
import { waitUntil } from '../wait.js';

/** How many objects there are of each type; types without any are left out. */
export type Inventory = Readonly<Record<string, number>>;

/** What stays for as long as the project is bound: the mark of the installation, and a key that is in nobody's hands. */
export const BOUND_PROJECT: Inventory = { placement_groups: 1, ssh_keys: 1 };

/** One private instance with a way out: the network, the instance and the NAT VM with its address. */
export const ONE_WAY_OUT: Inventory = { ...BOUND_PROJECT, networks: 1, primary_ips: 1, servers: 2 };

interface SimulatedNetwork {
  routes: { destination: string; gateway: string }[];
}

interface SimulatedServer {
  status: string;
}

interface State {
  counts: Record<string, number>;
  objects: { networks: SimulatedNetwork[]; servers: SimulatedServer[] };
}

export interface SimulatedCloud {
  inventory(): Promise<Inventory>;
  routes(): Promise<SimulatedNetwork['routes']>;
  servers(): Promise<SimulatedServer[]>;
  /** How many writes were sent to it so far. */
  writes(): Promise<number>;
}

/** `control` ends in `/_simulator`. */
export function simulatedCloud(
  control: string,
  { hcloudToken }: Pick<Endpoints, 'hcloudToken'>,
): SimulatedCloud {
  async function read<T>(path: string): Promise<T> {
    const response = await fetch(`${control}/${path}?project=${hcloudToken}`);
    return (await response.json()) as T;
  }
  async function state(): Promise<State> {
    const { projects } = await read<{ projects: State[] }>('state');
    return projects[0] ?? { counts: {}, objects: { networks: [], servers: [] } };
  }
  return {
    async inventory() {
      const { counts } = await state();
      return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    },
    routes: async () => (await state()).objects.networks.flatMap(({ routes }) => routes),
    servers: async () => (await state()).objects.servers,
    async writes() {
      const { calls } = await read<{ calls: { isWrite: boolean }[] }>('calls');
      return calls.filter(({ isWrite }) => isWrite).length;
    },
  };
}

/** Waits until the worker has sent `count` writes in all. */
export async function untilWrites(cloud: SimulatedCloud, count: number): Promise<void> {
  const isSo = await waitUntil(async () => (await cloud.writes()) >= count, { limitMs: 60_000 });
  if (!isSo) throw new Error(`there were ${await cloud.writes()} writes, not ${count}`);
}
