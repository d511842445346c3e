import { PERMISSION } from './constraints.js';
import type { Cloud } from './cloud.js';
import type { Place } from './kinds.js';
import { scenario } from './scenarios.js';
import { Stage, nicAddress, publicAddress } from './stage.js';

/** Everything that a machine of a workspace is made of; nothing is waited for when it goes (5.5). */
interface Stack {
  places: Place[];
}

async function buildStack(
  stage: Stage,
  n: number,
  groupRules: object[],
  withPublicIp: boolean,
): Promise<Stack> {
  const { cloud, network } = stage;
  const [disk, subnet, group] = [
    stage.place('block-storage'),
    stage.place('subnet'),
    stage.place('security-group'),
  ];
  const [ip, nic, instance] = [stage.place('public-ip'), stage.place('nic'), stage.place('instance')];
  await stage.disk(disk);
  const { gateway, table } = await stage.routed();
  await cloud.create(subnet, { spec: stage.subnetSpec(table, n) });
  await cloud.create(group, { spec: { rules: groupRules } });
  if (withPublicIp) await cloud.create(ip, { spec: { version: 'IPv4', address: publicAddress(n) } });
  await cloud.create(nic, {
    spec: {
      addresses: [nicAddress(1, n)],
      subnetRef: cloud.ref(subnet),
      ...(withPublicIp ? { publicIpRefs: [cloud.ref(ip)] } : {}),
    },
  });
  await cloud.create(instance, { spec: stage.instanceSpec(disk) });
  const addresses = withPublicIp ? [ip] : [];
  return { places: [instance, group, nic, ...addresses, subnet, table, gateway, network, disk] };
}

const INGRESS = [{ direction: 'ingress' }];

async function rolePlaces(cloud: Cloud, resources: string[], scope: object): Promise<Place[]> {
  const role = { kind: 'role', name: cloud.name('role') } as const;
  const holder = { kind: 'role-assignment', name: cloud.name('role-assignment') } as const;
  await cloud.create(role, { spec: { permissions: [{ ...PERMISSION, resources }] } });
  const spec = { subs: ['user1@example.com'], roles: [role.name], scopes: [scope] };
  await cloud.create(holder, { spec });
  return [holder, role];
}

scenario('Usage.V1.FoundationProviders', async (cloud) => {
  const access = await rolePlaces(cloud, ['images/*'], { tenants: [cloud.tenant] });
  const stage = await Stage.open(cloud);
  // Before the disk that it is to be made of.
  const image = { kind: 'image', name: cloud.name('image') } as const;
  const later = stage.place('block-storage');
  await cloud.create(image, { spec: { blockStorageRef: cloud.ref(later), cpuArchitecture: 'amd64' } });
  const { places } = await buildStack(stage, 1, INGRESS, true);
  await cloud.delete(...places, image, stage.workspace, ...access);
  await cloud.gone(stage.workspace, ...access);
});

scenario('Usage.V1.MultiWorkspaceIsolation', async (cloud) => {
  const stages = [Stage.unopened(cloud), Stage.unopened(cloud)];
  const workspaces = stages.map(({ workspace }) => workspace.name);
  const access = await rolePlaces(cloud, ['workspaces', 'networks', 'instances', 'block-storages'], {
    workspaces,
  });
  const built: Place[] = [];
  for (const [index, stage] of stages.entries()) {
    await cloud.create(stage.workspace);
    const { places } = await buildStack(stage, index + 1, INGRESS, true);
    await cloud.lists(places[0]!, '');
    built.push(...places, stage.workspace);
  }
  await cloud.delete(...built, ...access);
  await cloud.gone(...stages.map(({ workspace }) => workspace), ...access);
});

scenario('Usage.V1.HaMultiZone', async (cloud) => {
  const stage = await Stage.open(cloud);
  const antiAffinityGroup = cloud.name('ha-group');
  const machines: { disk: Place; instance: Place }[] = [];
  for (const zone of [cloud.zones[0], cloud.zones[1 % cloud.zones.length]]) {
    const disk = await stage.disk();
    const instance = stage.place('instance');
    await cloud.create(instance, { spec: { ...stage.instanceSpec(disk, zone), antiAffinityGroup } });
    machines.push({ disk, instance });
  }
  for (const { instance } of machines) await cloud.act(instance, 'start');
  for (const { instance } of machines) await cloud.active(instance, 1);
  await cloud.delete(...machines.map(({ instance }) => instance), ...machines.map(({ disk }) => disk));
  await cloud.delete(stage.workspace);
  await cloud.gone(stage.workspace);
});

scenario('Usage.V1.PrivateSecureWorkspace', async (cloud) => {
  const stage = await Stage.open(cloud);
  const { places } = await buildStack(stage, 1, [...INGRESS, { direction: 'egress' }], false);
  await cloud.delete(...places, stage.workspace);
  await cloud.gone(stage.workspace);
});
