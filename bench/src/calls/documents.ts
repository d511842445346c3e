import { paths, specs, to } from '@seca-hetzner/scripts';

const workspace = 'tenants/demo/workspaces/bench';

/** Where the main job's documents are, and one of every other kind that is something at Hetzner. */
export const places = {
  ...paths,
  group: `seca.network/v1/${workspace}/security-groups/web`,
  publicIp: `seca.network/v1/${workspace}/public-ips/web`,
  publicNic: `seca.network/v1/${workspace}/nics/public`,
  publicVolume: `seca.storage/v1/${workspace}/block-storages/public`,
  publicInstance: `seca.compute/v1/${workspace}/instances/public`,
  data: `seca.storage/v1/${workspace}/block-storages/data`,
  image: 'seca.storage/v1/tenants/demo/images/golden',
};
export type Place = keyof typeof places;

const portOpen = (port: number) => ({ direction: 'ingress', protocol: 'tcp', ports: { from: port } });
const wayOut = { destinationCidrBlock: '0.0.0.0/0', targetRef: to('internet-gateways/out') };
const toInstance = { destinationCidrBlock: '192.168.0.0/16', targetRef: to('instances/web') };
const storage = (name: string) => ({ deviceRef: to(`block-storages/${name}`) });

/** What is put first. */
export const documents: Readonly<Record<Place, object>> = {
  ...specs,
  // A table needs a route; this one asks nothing of Hetzner, since its target does not exist.
  table: { routes: [{ ...toInstance, targetRef: to('instances/none') }] },
  group: { rules: [portOpen(443)] },
  publicIp: { version: 'IPv4' },
  publicNic: {
    ...specs.nic,
    publicIpRefs: [to('public-ips/web')],
    securityGroupRefs: [to('security-groups/web')],
  },
  publicVolume: specs.volume,
  publicInstance: {
    ...specs.instance,
    bootVolume: storage('public'),
    primaryNicRef: to('nics/public'),
  },
  data: specs.volume,
  image: { blockStorageRef: to('workspaces/bench/block-storages/web'), cpuArchitecture: 'amd64' },
};

/** What is put later. */
export const changed = {
  withWayOut: { routes: [wayOut] },
  withTwoRoutes: { routes: [wayOut, toInstance] },
  withoutWayOut: { routes: [toInstance] },
  withTwoRules: { rules: [portOpen(443), portOpen(22)] },
  withData: { ...specs.instance, dataVolumes: [storage('data')] },
  bigger: { ...specs.volume, sizeGB: 40 },
};
