/** The main job, as a client declares it: a private instance with a way out. */
import type { Seca } from './seca.js';

const workspace = 'tenants/demo/workspaces/bench';
const network = `seca.network/v1/${workspace}/networks/main`;
/** The documents of a private instance with a way out, by where they go. */
export const paths = {
  workspace: `seca.workspace/v1/${workspace}`,
  network,
  gateway: `seca.network/v1/${workspace}/internet-gateways/out`,
  table: `${network}/route-tables/default`,
  subnet: `${network}/subnets/apps`,
  nic: `seca.network/v1/${workspace}/nics/web`,
  volume: `seca.storage/v1/${workspace}/block-storages/web`,
  instance: `seca.compute/v1/${workspace}/instances/web`,
};

export const to = (resource: string) => ({ resource });
export const specs: Readonly<Record<keyof typeof paths, object>> = {
  workspace: {},
  network: { cidr: { ipv4: '10.0.0.0/16' }, skuRef: to('skus/hetzner-network') },
  gateway: { egressOnly: true },
  table: {
    routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: to('internet-gateways/out') }],
  },
  subnet: { cidr: { ipv4: '10.0.1.0/24' }, zone: 'fsn1', routeTableRef: to('route-tables/default') },
  nic: { subnetRef: to('networks/main/subnets/apps'), addresses: ['0.0.0.0'] },
  volume: { sizeGB: 20, skuRef: to('skus/hetzner-volume') },
  instance: {
    zone: 'fsn1',
    skuRef: to('skus/cx23'),
    bootVolume: { deviceRef: to('block-storages/web') },
    primaryNicRef: to('nics/web'),
  },
};

const CREATION_ORDER = [
  'workspace',
  'network',
  'gateway',
  'table',
  'subnet',
  'nic',
  'volume',
  'instance',
] as const;

/** Declares all of them. What it gives has `started`, which resolves when the instance was made and told to start. */
export async function putAll(seca: Seca): Promise<{ started: Promise<void> }> {
  for (const name of CREATION_ORDER) await seca.put(paths[name], specs[name]);
  const started = seca
    .until(paths.instance, (found) => found?.status?.state === 'active')
    .then(() => seca.post(`${paths.instance}/start`));
  return { started };
}

/** Deletes them in the order that a client would, and waits until they are gone. */
export async function deleteAll(seca: Seca): Promise<void> {
  const order = ['instance', 'nic', 'subnet', 'table', 'gateway', 'network', 'volume', 'workspace'] as const;
  for (const name of order) {
    await seca.delete(paths[name]);
    if (name === 'instance' || name === 'network') await gone(seca, paths[name]);
  }
  for (const name of order) await gone(seca, paths[name]);
}

function gone(seca: Seca, path: string): Promise<void> {
  return seca.until(path, (found) => found === undefined);
}
