import type { HetznerClient } from '@seca-hetzner/hetzner';
import type { Action, Labels } from '@seca-hetzner/hetzner/schema';

/** Types of what a project holds, in the order in which they can be removed: what uses others comes first. */
export const OBJECT_TYPES = [
  'server',
  'volume',
  'image',
  'primary_ip',
  'firewall',
  'network',
  'ssh_key',
  'placement_group',
] as const;

export interface ProjectObject {
  objectType: (typeof OBJECT_TYPES)[number];
  id: number;
  name: string;
  labels: Labels;
}

/** Everything in a project, or what the selector takes, by one list per type; in the order of `OBJECT_TYPES`. */
export async function listObjects(client: HetznerClient, labelSelector?: string): Promise<ProjectObject[]> {
  const options = labelSelector === undefined ? {} : { labelSelector };
  const lists: Record<ProjectObject['objectType'], () => Promise<Omit<ProjectObject, 'objectType'>[]>> = {
    server: () => client.servers.list(options),
    volume: () => client.volumes.list(options),
    image: async () =>
      (await client.images.list({ ...options, type: 'snapshot' }))
        .filter((image) => image.deleted === null)
        .map((image) => ({ ...image, name: image.description })),
    primary_ip: () => client.primaryIps.list(options),
    firewall: () => client.firewalls.list(options),
    network: () => client.networks.list(options),
    ssh_key: () => client.sshKeys.list(options),
    placement_group: () => client.placementGroups.list(options),
  };
  const found = await Promise.all(
    OBJECT_TYPES.map(async (objectType) =>
      (await lists[objectType]()).map(({ id, name, labels }) => ({ objectType, id, name, labels })),
    ),
  );
  return found.flat();
}

/** The object as it is now; `undefined` if it is gone. */
export async function findObject(
  client: HetznerClient,
  { objectType, id }: Pick<ProjectObject, 'objectType' | 'id'>,
): Promise<{ labels: Labels } | undefined> {
  return clientFor(client, objectType).get(id);
}

/** Starts removing an object; what it is attached to or assigned to is let go of first. Returns what to wait for. */
export async function removeObject(
  client: HetznerClient,
  { objectType, id }: Pick<ProjectObject, 'objectType' | 'id'>,
  wait: (actions: readonly Action[]) => Promise<void>,
): Promise<void> {
  if (objectType === 'volume') await letGoOfVolume(client, id, wait);
  const { actions } = await clientFor(client, objectType).delete(id);
  await wait(actions);
}

async function letGoOfVolume(
  { volumes }: HetznerClient,
  id: number,
  wait: (actions: readonly Action[]) => Promise<void>,
): Promise<void> {
  const volume = await volumes.get(id);
  if (volume && volume.server !== null) await wait(await volumes.detach(id));
}

interface OneKind {
  get(id: number): Promise<{ labels: Labels } | undefined>;
  delete(id: number): Promise<{ actions: readonly Action[] }>;
}

function clientFor(client: HetznerClient, objectType: ProjectObject['objectType']): OneKind {
  const kinds: Record<ProjectObject['objectType'], OneKind> = {
    server: client.servers,
    volume: client.volumes,
    image: client.images,
    primary_ip: client.primaryIps,
    firewall: client.firewalls,
    network: client.networks,
    ssh_key: client.sshKeys,
    placement_group: client.placementGroups,
  };
  return kinds[objectType];
}
