import { bootOf, ipOf, type AskedGroup, type AskedInstance, type AskedNetwork } from './asked.js';

const to = (resource: string) => ({ resource });

/** Of each subnet that a network is made with, by name. */
export const RANGES: Readonly<Record<string, string>> = { a: '10.0.1.0/24', b: '10.0.2.0/24' };

/** Asked for in whichever network: some overlap each other, some Hetzner can't have. */
export const DESTINATIONS = [
  '0.0.0.0/0',
  '0.0.0.0/0',
  '192.168.0.0/16',
  '192.168.7.0/24',
  '172.16.0.0/16',
  '10.8.0.0/16',
  '10.0.0.0/8',
  '52.0.0.0/8',
];

/** Addresses in the two subnets that no instance is ever given. */
export const ADDRESSES = ['10.0.1.177', '10.0.2.188'];

export function tableSpec({ routes }: AskedNetwork, name: string): object {
  return {
    routes: (routes.tables.get(name) ?? []).map(({ destination, target }) => ({
      destinationCidrBlock: destination,
      targetRef: to(target),
    })),
  };
}

export function subnetSpec({ routes }: AskedNetwork, name: string): object {
  const { range, table } = routes.subnets.get(name) ?? { range: '', table: '' };
  return { cidr: { ipv4: range }, zone: 'fsn1', routeTableRef: to(`route-tables/${table}`) };
}

export function nicSpec({ name, network, subnet, group }: AskedInstance): object {
  return {
    subnetRef: to(`networks/${network}/subnets/${subnet}`),
    ...(group === undefined
      ? {}
      : {
          publicIpRefs: [to(`public-ips/${ipOf(name)}`)],
          securityGroupRefs: [to(`security-groups/${group}`)],
        }),
  };
}

export function instanceSpec({ name, sku, volumes }: AskedInstance): object {
  return {
    skuRef: to(`skus/${sku}`),
    bootVolume: { deviceRef: to(`block-storages/${bootOf(name)}`) },
    primaryNicRef: to(`nics/${name}`),
    dataVolumes: [...volumes].map((volume) => ({ deviceRef: to(`block-storages/${volume}`) })),
  };
}

export function groupSpec({ ports }: AskedGroup): object {
  return { rules: ports.map((port) => ({ direction: 'ingress', protocol: 'tcp', ports: { from: port } })) };
}
