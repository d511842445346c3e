import type { ProjectState } from '../support/cloud.js';
import type { WorkerWorld } from '../support/world.js';
import { keyOf } from './asked.js';
import type { Places } from './wanted.js';

export interface FoundResource {
  uid: string;
  key: string;
  name: string;
  state: string;
  isDeleting: boolean;
  /** Of the newest condition. */
  message: string;
  address: string | null;
}

/** What there is at Hetzner and in the database. */
export interface Found {
  /** Each object of ours: what it is there for, and how it is. */
  objects: { key: string; line: string }[];
  /** What is not ours, in full. */
  foreign: string;
  resources: FoundResource[];
  places: Places;
}

type Labels = Record<string, string>;
type Listed = { id: number; labels?: Labels };

/** They belong to the connection. */
const OF_THE_PROJECT = new Set(['marker', 'ssh-key', 'user-key']);

export async function lookAround({
  cloud,
  dataSource,
}: Pick<WorkerWorld, 'cloud' | 'dataSource'>): Promise<Found> {
  const { objects } = await cloud.state();
  const rows: (FoundResource & { kind: string; workspace: string; network: string })[] =
    await dataSource.query(
      `SELECT uid, kind, workspace, network, name, status ->> 'state' AS state, deleted_at IS NOT NULL AS "isDeleting",
              status #>> '{addresses,0}' AS address, coalesce(status #>> '{conditions,0,message}', '') AS message
         FROM resource WHERE kind NOT IN ('role', 'role-assignment')`,
    );
  const resources = rows.map((row) => ({ ...row, key: keyOf(row.kind, row, row.name) }));
  const byUid = new Map(resources.map((resource) => [resource.uid, resource]));
  const uidOf = new Map(resources.map(({ uid, key }) => [key, uid]));
  const nameAt = (type: keyof ProjectState['objects'], id: number | null | undefined): string => {
    const object = (objects[type] as Listed[]).find((each) => each.id === id);
    const uid = object?.labels?.['seca.uid'] ?? '';
    return byUid.get(uid)?.name ?? `the unknown ${type} ${id}`;
  };
  const networkOf = (server: { private_net: { network: number }[] } | undefined): string =>
    nameAt('networks', server?.private_net[0]?.network);

  const lines: Record<string, (object: never) => string> = {
    networks: ({ ip_range, subnets, routes }: State['networks']) => {
      const ranges = subnets.map((subnet) => subnet.ip_range).toSorted();
      const ways = routes.map(({ destination, gateway }) => `${destination} to ${gateway}`).toSorted();
      return `${ip_range} with ${ranges.join(', ')}; ${ways.join(', ')}`;
    },
    servers: (server: State['servers']) => {
      const side = server.public_net.ipv4 ? 'public' : 'private';
      if (server.labels['seca.role'] !== 'server') return `${server.status}, ${side}`;
      const networks = server.private_net.map(({ network }) => nameAt('networks', network));
      const disks = server.volumes.map((id) => nameAt('volumes', id)).toSorted();
      return `${server.server_type.name}, ${server.status}, ${side}, in ${networks.join(' and ')}, with ${disks.join(', ')}`;
    },
    primary_ips: ({ assignee_id }: State['primary_ips']) => (assignee_id === null ? 'free' : 'assigned'),
    volumes: ({ size, server }: State['volumes']) =>
      `${size} GB, ${server === null ? 'free' : `at ${nameAt('servers', server)}`}`,
    firewalls: ({ rules, applied_to }: State['firewalls']) => {
      const ports = rules.filter(({ direction }) => direction === 'in').map(({ port }) => port ?? '');
      const members = applied_to.map(({ server }) => nameAt('servers', server?.id));
      return `${ports.toSorted().join(', ')} at ${members.toSorted().join(', ')}`;
    },
  };
  /** A gateway has a VM in each network that leads to it. */
  const placeOf = (object: Listed): string => {
    const role = object.labels?.['seca.role'];
    if (role === 'nat-vm') return ` in ${networkOf(object as State['servers'])}`;
    if (role !== 'nat-ip') return '';
    const { assignee_id } = object as State['primary_ips'];
    return ` in ${networkOf(objects.servers.find(({ id }) => id === assignee_id))}`;
  };

  const all = Object.entries(objects).flatMap(([type, list]) =>
    (list as Listed[]).map((object) => ({ type, object })),
  );
  const isOurs = (type: string, { labels = {} }: Listed): boolean =>
    type === 'ssh_keys' || labels['seca.installation'] !== undefined;
  return {
    objects: all
      .filter(({ type, object }) => isOurs(type, object))
      .filter(({ object }) => !OF_THE_PROJECT.has(object.labels?.['seca.role'] ?? ''))
      .map(({ type, object }) => {
        const { 'seca.role': role = '', 'seca.uid': uid = '' } = object.labels ?? {};
        const owner = byUid.get(uid)?.key ?? `nothing that there is (${uid})`;
        return {
          key: `${type} ${role} of ${owner}${placeOf(object)}`,
          line: lines[type]?.(object as never) ?? '',
        };
      }),
    foreign: JSON.stringify(all.filter(({ type, object }) => !isOurs(type, object))),
    resources,
    places: {
      addressOf: (instance) =>
        resources.find(({ key }) => key.startsWith('nic ') && key.endsWith(`/${instance}`))?.address ??
        undefined,
      aliasOf(gateway, network) {
        const key = [...uidOf.keys()].find(
          (each) => each.startsWith('internet-gateway ') && each.endsWith(`/${gateway}`),
        );
        const vm = objects.servers.find(
          (server) =>
            server.labels['seca.role'] === 'nat-vm' &&
            server.labels['seca.uid'] === uidOf.get(key ?? '') &&
            networkOf(server) === network,
        );
        return vm?.private_net[0]?.alias_ips[0];
      },
    },
  };
}

/** One object of each type. */
type State = { [Type in keyof ProjectState['objects']]: ProjectState['objects'][Type][number] };
