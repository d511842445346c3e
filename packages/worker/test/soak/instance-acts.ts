import type { AskedGroup, AskedInstance, AskedNetwork, AskedVolume } from './asked.js';
import { bootOf, ipOf } from './asked.js';
import type { Client } from './client.js';
import { RANGES, groupSpec, instanceSpec, nicSpec } from './documents.js';
import type { Chance } from './random.js';

const PUBLIC_SHARE = 0.2;
const PORTS = [22, 53, 80, 443, 5432, 8080];

/** In one of the network's subnets; some have a public address and a group. */
export async function putInstance(client: Client, chance: Chance, network: AskedNetwork): Promise<void> {
  const { asked } = client;
  const { workspace } = network;
  const groups = [...asked.groups.values()].filter((group) => group.workspace === workspace);
  const instance: AskedInstance = {
    name: asked.newName('i'),
    workspace,
    network: network.name,
    subnet: chance.oneOf(Object.keys(RANGES))!,
    sku: chance.oneOf(['cx23', 'cx33'])!,
    isOn: false,
    group: chance.next() < PUBLIC_SHARE ? chance.oneOf(groups)?.name : undefined,
    volumes: new Set(),
    revision: 0,
  };
  const { name } = instance;
  await client.put('block-storage', { workspace }, bootOf(name));
  if (instance.group !== undefined) await client.put('public-ip', { workspace }, ipOf(name));
  await client.put('nic', { workspace }, name, nicSpec(instance));
  await client.put('instance', { workspace }, name, instanceSpec(instance));
  asked.instances.set(name, instance);
}

export async function removeInstance(client: Client, instance: AskedInstance): Promise<void> {
  const { name, workspace, group, volumes } = instance;
  await client.remove('instance', { workspace }, name);
  client.asked.instances.delete(name);
  for (const volume of volumes) client.asked.volumes.get(volume)!.instance = undefined;
  await client.remove('nic', { workspace }, name);
  if (group !== undefined) await client.remove('public-ip', { workspace }, ipOf(name));
  await client.remove('block-storage', { workspace }, bootOf(name));
}

/** On if it is off; off, or off and on again, if it is on. */
export async function changePower(client: Client, chance: Chance, instance: AskedInstance): Promise<void> {
  const action = instance.isOn ? chance.oneOf(['stop', 'restart'] as const)! : 'start';
  await client.power({ workspace: instance.workspace }, instance.name, action);
  instance.isOn = action !== 'stop';
}

/** Asks for the same again, with a label more. */
export async function putAgain(client: Client, instance: AskedInstance): Promise<void> {
  instance.revision += 1;
  const { name, workspace, revision } = instance;
  await client.put('instance', { workspace }, name, instanceSpec(instance), revision);
}

export async function putVolume(client: Client, workspace: string): Promise<void> {
  const volume = { name: client.asked.newName('v'), workspace, sizeGb: 20, wasAttached: false };
  await client.put('block-storage', { workspace }, volume.name, { sizeGB: volume.sizeGb });
  client.asked.volumes.set(volume.name, { ...volume, instance: undefined });
}

export async function growVolume(client: Client, volume: AskedVolume): Promise<void> {
  const sizeGB = volume.sizeGb + 10;
  await client.put('block-storage', { workspace: volume.workspace }, volume.name, { sizeGB });
  volume.sizeGb = sizeGB;
}

export async function removeVolume(client: Client, volume: AskedVolume): Promise<void> {
  await client.remove('block-storage', { workspace: volume.workspace }, volume.name);
  client.asked.volumes.delete(volume.name);
}

/** Gives it to the instance that does not have it, and takes it from the one that does. */
export async function turnVolume(
  client: Client,
  volume: AskedVolume,
  instance: AskedInstance,
): Promise<void> {
  const isAttached = volume.instance === instance.name;
  const volumes = new Set(instance.volumes);
  if (isAttached) volumes.delete(volume.name);
  else volumes.add(volume.name);
  const { name, workspace, revision } = instance;
  await client.put('instance', { workspace }, name, instanceSpec({ ...instance, volumes }), revision);
  instance.volumes = volumes;
  volume.instance = isAttached ? undefined : name;
  volume.wasAttached = true;
}

export async function putGroup(client: Client, chance: Chance, group: AskedGroup): Promise<void> {
  const ports = PORTS.filter(() => chance.next() < 0.5);
  const asked = { ...group, ports: ports.length > 0 ? ports : [443] };
  await client.put('security-group', { workspace: group.workspace }, group.name, groupSpec(asked));
  client.asked.groups.set(group.name, asked);
}

export async function moveToGroup(client: Client, instance: AskedInstance, group: AskedGroup): Promise<void> {
  const { name, workspace } = instance;
  await client.put('nic', { workspace }, name, nicSpec({ ...instance, group: group.name }));
  instance.group = group.name;
}
