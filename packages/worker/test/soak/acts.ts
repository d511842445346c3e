import type { Client } from './client.js';
import {
  changePower,
  growVolume,
  moveToGroup,
  putAgain,
  putGroup,
  putInstance,
  putVolume,
  removeInstance,
  removeVolume,
  turnVolume,
} from './instance-acts.js';
import {
  drawTable,
  pointSubnet,
  putGateway,
  putNetwork,
  putTable,
  removeGateway,
  removeNetwork,
  removeTable,
} from './network-acts.js';
import type { Chance } from './random.js';

export interface Size {
  instances: number;
  workspaces: number;
}

const NETWORKS_PER_WORKSPACE = 2;
const MAX_GATEWAYS = 3;
const MAX_VOLUMES = 5;

type Act = (client: Client, chance: Chance, size: Size) => Promise<void>;

/** What a client may do, and how often beside the others. What makes no sense at its turn is passed over. */
const acts: readonly { weight: number; act: Act }[] = [
  {
    weight: 6,
    act: async (client, chance) => {
      const network = chance.oneOf(client.asked.networks.values());
      if (!network) return;
      const { table, routes } = drawTable(client, chance, network);
      await putTable(client, network, table, routes);
    },
  },
  {
    weight: 1,
    act: async (client, chance) => {
      const network = chance.oneOf(client.asked.networks.values());
      const table = chance.oneOf(network?.routes.tables.keys() ?? []);
      if (network && table !== undefined) await removeTable(client, network, table);
    },
  },
  {
    weight: 4,
    act: async (client, chance) => {
      const network = chance.oneOf(client.asked.networks.values());
      const table = chance.oneOf(network?.routes.tables.keys() ?? []);
      const subnet = chance.oneOf(network?.routes.subnets.keys() ?? []);
      if (network && subnet !== undefined && table !== undefined)
        await pointSubnet(client, network, subnet, table);
    },
  },
  {
    weight: 2,
    act: async (client, chance) => {
      const workspace = chance.oneOf(client.asked.workspaces)!;
      const gateways = client.asked.gatewaysIn(workspace);
      const gateway = chance.oneOf(gateways);
      const isNew = gateway === undefined || (gateways.length < MAX_GATEWAYS && chance.next() < 0.6);
      if (isNew) await putGateway(client, workspace);
      else await removeGateway(client, gateway, workspace);
    },
  },
  {
    weight: 1,
    act: async (client, chance, { workspaces }) => {
      const { asked } = client;
      const isFull = asked.networks.size >= workspaces * NETWORKS_PER_WORKSPACE;
      const network = chance.oneOf(asked.networks.values());
      if (isFull && network) await removeNetwork(client, network);
      else await putNetwork(client, chance.oneOf(asked.workspaces)!);
    },
  },
  {
    weight: 10,
    act: async (client, chance, { instances }) => {
      const { asked } = client;
      // Up and down around what it was to be.
      const isMore = chance.next() < (asked.instances.size < instances ? 0.7 : 0.3);
      const network = chance.oneOf(asked.networks.values());
      const instance = chance.oneOf(asked.instances.values());
      if (isMore && network) await putInstance(client, chance, network);
      if (!isMore && instance) await removeInstance(client, instance);
    },
  },
  {
    weight: 6,
    act: async (client, chance) => {
      const instance = chance.oneOf(client.asked.instances.values());
      if (instance) await changePower(client, chance, instance);
    },
  },
  {
    weight: 2,
    act: async (client, chance) => {
      const instance = chance.oneOf(client.asked.instances.values());
      if (instance) await putAgain(client, instance);
    },
  },
  {
    weight: 2,
    act: async (client, chance) => {
      const { volumes, workspaces } = client.asked;
      const free = [...volumes.values()].filter(({ instance }) => instance === undefined);
      const volume = chance.oneOf(free);
      if (volume && volumes.size >= workspaces.length * MAX_VOLUMES) await removeVolume(client, volume);
      else await putVolume(client, chance.oneOf(workspaces)!);
    },
  },
  {
    weight: 4,
    act: async (client, chance) => {
      const { volumes, instances } = client.asked;
      const volume = chance.oneOf(volumes.values());
      if (!volume) return;
      const near = [...instances.values()].filter(({ workspace }) => workspace === volume.workspace);
      const instance = volume.instance === undefined ? chance.oneOf(near) : instances.get(volume.instance);
      if (instance) await turnVolume(client, volume, instance);
    },
  },
  {
    weight: 1,
    act: async (client, chance) => {
      const volume = chance.oneOf(client.asked.volumes.values());
      if (volume) await growVolume(client, volume);
    },
  },
  {
    weight: 2,
    act: async (client, chance) => {
      const group = chance.oneOf(client.asked.groups.values());
      if (group) await putGroup(client, chance, group);
    },
  },
  {
    weight: 2,
    act: async (client, chance) => {
      const { instances, groups } = client.asked;
      const instance = chance.oneOf([...instances.values()].filter(({ group }) => group !== undefined));
      const group = chance.oneOf(
        [...groups.values()].filter(({ workspace }) => workspace === instance?.workspace),
      );
      if (instance && group) await moveToGroup(client, instance, group);
    },
  },
];

const WHOLE = acts.reduce((sum, { weight }) => sum + weight, 0);

/** One thing more, as the chance has it. */
export async function act(client: Client, chance: Chance, size: Size): Promise<void> {
  let rest = chance.next() * WHOLE;
  for (const each of acts) {
    rest -= each.weight;
    if (rest < 0) return each.act(client, chance, size);
  }
}

/** The workspaces, with as many instances as there are to be, half of them on. */
export async function begin(client: Client, chance: Chance, size: Size): Promise<void> {
  const { asked } = client;
  for (let count = 0; count < size.workspaces; count += 1) {
    const workspace = asked.newName('w');
    await client.put('workspace', { workspace: '' }, workspace);
    asked.workspaces.push(workspace);
    await putGateway(client, workspace);
    for (let groups = 0; groups < 2; groups += 1)
      await putGroup(client, chance, { name: asked.newName('g'), workspace, ports: [] });
    for (let networks = 0; networks < NETWORKS_PER_WORKSPACE; networks += 1)
      await putNetwork(client, workspace);
  }
  while (asked.instances.size < size.instances) {
    await putInstance(client, chance, chance.oneOf(asked.networks.values())!);
    const [instance] = [...asked.instances.values()].slice(-1);
    if (instance && chance.next() < 0.5) await changePower(client, chance, instance);
  }
}
