import { deleteResource, type Kind } from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import type { WorkerWorld } from './world.js';

/** In the order in which they can be deleted. */
const KINDS: readonly Kind[] = [
  'instance',
  'image',
  'nic',
  'public-ip',
  'security-group',
  'subnet',
  'routing-table',
  'internet-gateway',
  'network',
  'block-storage',
  'workspace',
];

/** Something of every reconciler: a private instance with a way out, and a public one with a group, a disk and an image. */
export async function askForAll({ domain, caller }: WorkerWorld): Promise<void> {
  await putPath(domain, caller);
  await put(domain, caller, 'public-ip', 'ip');
  await put(domain, caller, 'security-group', 'g', {
    spec: { rules: [{ direction: 'ingress', protocol: 'tcp', ports: { from: 443 } }] },
  });
  await put(domain, caller, 'nic', 'nic2', {
    spec: {
      publicIpRefs: [{ resource: 'public-ips/ip' }],
      securityGroupRefs: [{ resource: 'security-groups/g' }],
    },
  });
  for (const name of ['boot2', 'data']) await put(domain, caller, 'block-storage', name);
  await put(domain, caller, 'instance', 'vm2', {
    spec: {
      bootVolume: { deviceRef: { resource: 'block-storages/boot2' } },
      primaryNicRef: { resource: 'nics/nic2' },
      dataVolumes: [{ deviceRef: { resource: 'block-storages/data' } }],
    },
  });
  await put(domain, caller, 'image', 'img');
}

/** Deletes whatever there is, without waiting in between. */
export async function askForNothing({ domain, caller, dataSource }: WorkerWorld): Promise<void> {
  for (const kind of KINDS) {
    const rows: { name: string }[] = await dataSource.query(
      `SELECT name FROM resource WHERE kind = $1 AND deleted_at IS NULL`,
      [kind],
    );
    for (const { name } of rows) await deleteResource(domain, caller, identityOf(kind, name));
  }
}

/** Puts into the project what is not ours and must stay as it is. */
export async function addForeignObjects({ cloud }: WorkerWorld): Promise<void> {
  await cloud.behindTheBack('POST', '/networks', { name: 'theirs', ip_range: '10.0.0.0/16' });
  await cloud.behindTheBack('POST', '/volumes', { name: 'theirs', size: 10, location: 'fsn1' });
  await cloud.behindTheBack('POST', '/firewalls', { name: 'theirs', labels: { 'seca.role': 'firewall' } });
  await cloud.behindTheBack('POST', '/servers', {
    name: 'theirs',
    server_type: 'cx23',
    image: 'debian-12',
    location: 'fsn1',
  });
}

/** What there is at Hetzner and what the resources say, without what differs from one time to the next. */
export interface Sight {
  /** One line per object of ours. */
  ours: string[];
  /** What is not ours, in full. */
  foreign: string;
  /** One line per resource. */
  resources: string[];
}

export async function lookAtAll({ cloud, dataSource }: WorkerWorld): Promise<Sight> {
  const { objects } = await cloud.state();
  const all = Object.entries(objects).flatMap(([type, list]) =>
    (list as Partial<Found>[]).map((object) => ({ type, ...object })),
  );
  const resources: { line: string }[] = await dataSource.query(
    `SELECT kind || '/' || name || ' ' || (status ->> 'state') AS line FROM resource
      WHERE kind NOT IN ('role', 'role-assignment') ORDER BY line`,
  );
  const isOurs = ({ labels, type }: Partial<Found> & { type: string }): boolean =>
    type === 'ssh_keys' || labels?.['seca.uid'] !== undefined || labels?.['seca.installation'] !== undefined;
  return {
    ours: all.filter(isOurs).map(lineOf).toSorted(),
    foreign: JSON.stringify(all.filter((object) => !isOurs(object))),
    resources: resources.map(({ line }) => line),
  };
}

interface Found {
  labels: Record<string, string>;
  status: string;
  routes: unknown[];
  subnets: unknown[];
  volumes: number[];
  private_net: { alias_ips: string[] }[];
  public_net: { ipv4: object | null };
  applied_to: unknown[];
  rules: unknown[];
}

function lineOf({ type, labels, status, ...object }: Partial<Found> & { type: string }): string {
  const hold = (list: unknown[] | undefined, what: string): string[] =>
    list ? [`${list.length} ${what}`] : [];
  return [
    type,
    labels?.['seca.role'] ?? '',
    status ?? '',
    ...hold(object.routes, 'routes'),
    ...hold(object.subnets, 'subnets'),
    ...hold(object.volumes, 'volumes'),
    ...hold(object.private_net, 'networks'),
    ...hold(
      object.private_net?.flatMap((net) => net.alias_ips),
      'aliases',
    ),
    ...hold(object.applied_to, 'members'),
    ...hold(object.rules, 'rules'),
    ...(object.public_net ? [object.public_net.ipv4 ? 'public' : 'private'] : []),
  ].join(' ');
}
