import {
  findResource,
  findResourceBinding,
  findResourceByUid,
  findTargets,
  getWorkspaceSettings,
  networkIdentityOf,
  nicFields,
  urnOf,
  workspaceIdentityOf,
  type Binding,
  type EntityManager,
  type Resource,
  type Run,
  type WorkspaceSettings,
} from '@seca-hetzner/domain';
import { isLeftPending } from '../../rules/left-pending.js';
import { regionData, serverTypeOfSku } from '../catalogue-data.js';
import type { Role } from '../labels.js';
import type { NetworkSighting } from '../../rules/sightings.js';
import { loadBootImage } from './boot-image.js';
import { loadDataVolumes } from './data-volumes.js';
import type { InstanceIntent, NicIntent } from './intent.js';
import { loadGroup } from './placement.js';
import { loadPublicSide } from './public-side.js';
import { loadSshKeys } from './ssh-keys.js';

/** Reads what is wanted of an instance; `undefined` when it is gone. */
export async function loadInstance(
  run: Run,
  installation: WorkspaceSettings,
): Promise<InstanceIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const instance = await findResourceByUid(manager, run.unit.uid);
  if (instance?.kind !== 'instance') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(instance));
  const targets = await findTargets(manager, instance.uid);
  const volume = targets.get('/spec/bootVolume/deviceRef');
  const bootVolume = volume?.kind === 'block-storage' && volume.deletedAt === undefined ? volume : undefined;
  const holder = bootVolume?.status.attachedTo?.resource;
  const skuName = instance.spec.skuRef.resource.split('/').at(-1) ?? '';
  const serverType = await serverTypeOfSku(manager, instance.region, skuName);
  const { imageId, locations } = await regionData(manager, instance.region);
  const nics = await loadNics(manager, instance, targets);
  const server = await findResourceBinding(manager, instance.uid, 'server' satisfies Role);
  const leftDisk = bootVolume && (await findResourceBinding(manager, bootVolume.uid, 'disk' satisfies Role));
  const { guestBootstrap } = await getWorkspaceSettings(manager, workspace?.uid, installation);
  return {
    instance,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    bootVolume,
    isBootVolumeTaken: bootVolume !== undefined && holder !== urnOf(instance),
    leftDisk,
    serverType: serverType?.serverType,
    location: locations[instance.spec.zone] ?? '',
    bootImage: bootVolume
      ? await loadBootImage(manager, bootVolume, serverType && imageId[serverType.architecture])
      : { missing: 'its boot volume does not exist' },
    dataVolumes: await loadDataVolumes(manager, instance, targets),
    group: await loadGroup(manager, instance, workspace?.uid),
    sshKeys: await loadSshKeys(manager, instance, workspace?.connectionId),
    nics,
    hiddenNetworkId: objectIdOf(
      workspace && (await findResourceBinding(manager, workspace.uid, 'hidden-network' satisfies Role)),
    ),
    hasBootstrap: guestBootstrap === 'on',
    wayOut: await missingWayOut(manager, nics),
    publicSide: await loadPublicSide(
      manager,
      instance,
      nics.map(({ nic }) => nic),
    ),
    server,
    now: run.domain.clock.now(),
  };
}

async function loadNics(
  manager: EntityManager,
  instance: Resource<'instance'>,
  targets: ReadonlyMap<string, Resource>,
): Promise<NicIntent[]> {
  const nics: NicIntent[] = [];
  for (const { pointer } of nicFields(instance.spec)) {
    const nic = targets.get(pointer);
    if (nic?.kind === 'nic') nics.push(await loadNic(manager, nic));
  }
  return nics;
}

async function loadNic(manager: EntityManager, nic: Resource<'nic'>): Promise<NicIntent> {
  const subnet = (await findTargets(manager, nic.uid)).get('/spec/subnetRef');
  const network = subnet && (await findResource(manager, networkIdentityOf(subnet)));
  const binding = network && (await findResourceBinding(manager, network.uid, 'network' satisfies Role));
  const { subnets = [] } = (binding?.observed ?? {}) as Partial<NetworkSighting>;
  const range =
    subnet?.kind === 'subnet' && subnet.deletedAt === undefined ? subnet.status.cidr?.ipv4 : undefined;
  return {
    nic,
    networkId: objectIdOf(binding),
    networkName: network?.name,
    isSubnetReady: range !== undefined && subnets.includes(range),
  };
}

function objectIdOf(binding: Binding | undefined): number | undefined {
  return binding?.objectId == null ? undefined : Number(binding.objectId);
}

/** The first route to an internet gateway, in the subnets of the NICs, that is not in force and may yet be. */
async function missingWayOut(
  manager: EntityManager,
  nics: readonly NicIntent[],
): Promise<string | undefined> {
  for (const { nic } of nics) {
    const subnet = (await findTargets(manager, nic.uid)).get('/spec/subnetRef');
    const table = subnet && (await findTargets(manager, subnet.uid)).get('/spec/routeTableRef');
    if (table?.kind !== 'routing-table' || table.deletedAt !== undefined) continue;
    const targets = await findTargets(manager, table.uid);
    for (const [index, route] of table.spec.routes.entries()) {
      const target = targets.get(`/spec/routes/${index}/targetRef`);
      const status = table.status.routes[index];
      if (target?.kind !== 'internet-gateway' || status?.state !== 'pending') continue;
      if (isLeftPending(status)) continue;
      const detail = status.conditions[0]?.message?.replace('Waiting: ', '') ?? 'not decided on yet';
      return `the route ${route.destinationCidrBlock} of '${table.name}': ${detail}`;
    }
  }
  return undefined;
}
