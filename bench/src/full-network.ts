import type { Seca } from '@seca-hetzner/scripts';

/** As many servers as Hetzner attaches to one network. */
export const INSTANCES = 100;

/** The workspace of the network, below its provider's version. */
export const workspace = 'tenants/demo/workspaces/bench';
const network = `seca.network/v1/${workspace}/networks/full`;

/**
 * Declares network `full` with a way out and its instances `i001` to `i100`, and does not wait. They stay off. The NAT VM
 * may be attached before the last one: then that one waits.
 */
export async function fillNetwork(seca: Seca): Promise<void> {
  await seca.put(`seca.workspace/v1/${workspace}`, {});
  await seca.put(network, {
    cidr: { ipv4: '10.0.0.0/16' },
    skuRef: { resource: 'skus/hetzner-network' },
  });
  await seca.put(`seca.network/v1/${workspace}/internet-gateways/out`, { egressOnly: true });
  await seca.put(`${network}/route-tables/default`, {
    routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/out' } }],
  });
  await seca.put(`${network}/subnets/apps`, {
    cidr: { ipv4: '10.0.1.0/24' },
    zone: 'fsn1',
    routeTableRef: { resource: 'route-tables/default' },
  });
  for (let number = 1; number <= INSTANCES; number++) {
    const name = `i${String(number).padStart(3, '0')}`;
    await seca.put(`seca.network/v1/${workspace}/nics/${name}`, {
      subnetRef: { resource: 'networks/full/subnets/apps' },
      addresses: ['0.0.0.0'],
    });
    await seca.put(`seca.storage/v1/${workspace}/block-storages/${name}`, {
      sizeGB: 20,
      skuRef: { resource: 'skus/hetzner-volume' },
    });
    await seca.put(`seca.compute/v1/${workspace}/instances/${name}`, {
      zone: 'fsn1',
      skuRef: { resource: 'skus/cx23' },
      bootVolume: { deviceRef: { resource: `block-storages/${name}` } },
      primaryNicRef: { resource: `nics/${name}` },
    });
  }
}
