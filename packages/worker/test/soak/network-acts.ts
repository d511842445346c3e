import type { AskedRoute } from '../support/route-model.js';
import { RouteModel } from '../support/route-model.js';
import type { AskedNetwork } from './asked.js';
import type { Client } from './client.js';
import { ADDRESSES, DESTINATIONS, RANGES, subnetSpec, tableSpec } from './documents.js';
import { removeInstance } from './instance-acts.js';
import type { Chance } from './random.js';

const MAX_TABLES = 3;
const MAX_ROUTES = 3;

/** With two subnets that have a table of one route, the default one to a gateway where there is one. */
export async function putNetwork(client: Client, workspace: string): Promise<AskedNetwork> {
  const { asked } = client;
  const network: AskedNetwork = { name: asked.newName('n'), workspace, routes: new RouteModel() };
  await client.put('network', { workspace }, network.name);
  asked.networks.set(network.name, network);
  const table = asked.newName('rt');
  const [gateway] = asked.gatewaysIn(workspace);
  const target = gateway === undefined ? ADDRESSES[0]! : `internet-gateways/${gateway}`;
  await putTable(client, network, table, [{ destination: '0.0.0.0/0', target }]);
  for (const subnet of Object.keys(RANGES)) await pointSubnet(client, network, subnet, table);
  return network;
}

/** All that stands in it as well, back to front, without a pause. */
export async function removeNetwork(client: Client, network: AskedNetwork): Promise<void> {
  const { asked } = client;
  const { name, workspace, routes } = network;
  for (const instance of asked.instancesIn(name)) await removeInstance(client, instance);
  for (const subnet of routes.subnets.keys()) {
    await client.remove('subnet', { workspace, network: name }, subnet);
    routes.subnets.delete(subnet);
  }
  for (const table of routes.tables.keys()) await removeTable(client, network, table);
  await client.remove('network', { workspace }, name);
  asked.networks.delete(name);
}

export async function putTable(
  client: Client,
  network: AskedNetwork,
  table: string,
  routes: readonly AskedRoute[],
): Promise<void> {
  const { name, workspace } = network;
  const before = network.routes.tables.get(table);
  network.routes.tables.set(table, routes);
  try {
    await client.put('routing-table', { workspace, network: name }, table, tableSpec(network, table));
  } catch (error) {
    if (before) network.routes.tables.set(table, before);
    else network.routes.tables.delete(table);
    throw error;
  }
}

export async function removeTable(client: Client, network: AskedNetwork, table: string): Promise<void> {
  const { name, workspace } = network;
  await client.remove('routing-table', { workspace, network: name }, table);
  network.routes.tables.delete(table);
}

export async function pointSubnet(
  client: Client,
  network: AskedNetwork,
  subnet: string,
  table: string,
): Promise<void> {
  const { name, workspace, routes } = network;
  routes.subnets.set(subnet, { range: RANGES[subnet] ?? '', table });
  await client.put('subnet', { workspace, network: name }, subnet, subnetSpec(network, subnet));
}

export async function putGateway(client: Client, workspace: string): Promise<void> {
  const gateway = client.asked.newName('gw');
  await client.put('internet-gateway', { workspace }, gateway);
  client.asked.gateways.set(gateway, workspace);
}

export async function removeGateway(client: Client, gateway: string, workspace: string): Promise<void> {
  await client.remove('internet-gateway', { workspace }, gateway);
  client.asked.gateways.delete(gateway);
}

/** Routes to what is there, and a table for them: a new one, as long as there is room, or one that there is. */
export function drawTable(
  { asked }: Client,
  chance: Chance,
  network: AskedNetwork,
): { table: string; routes: AskedRoute[] } {
  const { tables } = network.routes;
  const isNew = tables.size === 0 || (tables.size < MAX_TABLES && chance.next() < 0.3);
  const table = isNew ? asked.newName('rt') : chance.oneOf(tables.keys())!;
  const targets = [
    ...asked.gatewaysIn(network.workspace).map((name) => `internet-gateways/${name}`),
    ...asked
      .instancesIn(network.name)
      .slice(0, 3)
      .map(({ name }) => `instances/${name}`),
    ...ADDRESSES,
  ];
  const routes = new Map<string, AskedRoute>();
  for (let left = 1 + chance.below(MAX_ROUTES); left > 0; left -= 1) {
    const destination = chance.oneOf(DESTINATIONS)!;
    routes.set(destination, { destination, target: chance.oneOf(targets)! });
  }
  return { table, routes: [...routes.values()] };
}
