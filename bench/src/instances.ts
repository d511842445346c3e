import { specs, to, type Seca } from '@seca-hetzner/scripts';

/** As many servers as Hetzner attaches to one network. */
export const MOST_PER_NETWORK = 100;

/** The workspace of all of them, below its provider's version. */
export const workspace = 'tenants/demo/workspaces/bench';

/** A network of the workspace with one subnet, `apps`, whose table has these routes. Gives where the subnet is. */
export async function putNetwork(seca: Seca, name: string, routes: readonly object[]): Promise<string> {
  const network = `seca.network/v1/${workspace}/networks/${name}`;
  await seca.put(network, specs.network);
  await seca.put(`${network}/route-tables/default`, { routes });
  await seca.put(`${network}/subnets/apps`, specs.subnet);
  return `${network}/subnets/apps`;
}

/** A private instance in subnet `apps` of a network, with its NIC and its boot volume, all of one name. */
export async function putInstance(seca: Seca, name: string, network: string): Promise<void> {
  await seca.put(`seca.network/v1/${workspace}/nics/${name}`, {
    ...specs.nic,
    subnetRef: to(`networks/${network}/subnets/apps`),
  });
  await seca.put(`seca.storage/v1/${workspace}/block-storages/${name}`, specs.volume);
  await seca.put(`seca.compute/v1/${workspace}/instances/${name}`, {
    ...specs.instance,
    bootVolume: { deviceRef: to(`block-storages/${name}`) },
    primaryNicRef: to(`nics/${name}`),
  });
}
