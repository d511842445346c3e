import { LABELS, SELECTOR } from './cloud.js';
import { refusesBadDocuments } from './common.js';
import type { Place } from './kinds.js';
import { scenario } from './scenarios.js';
import { Stage } from './stage.js';

const NOWHERE = 'non-existent-workspace';

scenario('Compute.V1.ProviderLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  const instance = stage.place('instance');
  await cloud.create(instance, { spec: stage.instanceSpec(disk) });
  await cloud.put(instance, { spec: stage.instanceSpec(disk, cloud.zones.at(-1)) });
  await cloud.active(instance, 1);
  for (const [index, action] of (['start', 'restart', 'stop'] as const).entries()) {
    await cloud.act(instance, action);
    await cloud.active(instance, index + 2);
  }
  await cloud.remove(instance, disk);
  await stage.close();
});

scenario('Compute.V1.ProviderQueries', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = stage.place('block-storage');
  await cloud.put(disk, { spec: stage.diskSpec() });
  const instances = [1, 2, 3].map(() => stage.place('instance'));
  for (const each of instances) await cloud.put(each, { labels: LABELS, spec: stage.instanceSpec(disk) });
  await cloud.lists(stage.place('instance'), SELECTOR);
  const skus = `tenants/${cloud.tenant}/skus`;
  for (const query of ['', 'limit=1', 'labels=Tier=D2XS', 'limit=1&labels=Tier=D2XS']) {
    const items = await cloud.listAll('compute', skus, 'skus', query);
    if (items.length === 0) throw new Error(`no SKU for ${query}`);
  }
  await cloud.remove(...instances, disk);
  await stage.close();
});

scenario('Compute.V1.InstanceConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  await refusesBadDocuments(cloud, (name) => stage.place('instance', name), {
    spec: stage.instanceSpec(disk),
  });
  await cloud.remove(disk);
  await stage.close();
});

scenario('Compute.V1.InstanceError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  const instance = stage.place('instance');
  const good = stage.instanceSpec(disk);
  await cloud.refuses(instance, { spec: { ...good, skuRef: cloud.skuRef('compute', 'non-existent-sku') } });
  await cloud.refuses({ ...instance, workspace: NOWHERE }, { spec: good });
  const noDisk = stage.place('block-storage', 'non-existent-block-storage');
  await cloud.refuses(instance, { spec: stage.instanceSpec(noDisk) });
  await cloud.refuses(instance, { spec: stage.instanceSpec(disk, 'invalid-zone') });
  await cloud.create(instance, { spec: good });
  await cloud.act(instance, 'start');
  await cloud.active(instance, 1);
  await cloud.refusesTo('POST', instance, 'start');
  await cloud.act(instance, 'stop');
  await cloud.refusesTo('POST', instance, 'stop');
  await cloud.refusesTo('POST', instance, 'restart');
  await cloud.remove(instance, disk);
  await stage.close();
});

const image = (name: string): Place => ({ kind: 'image', name });
const imageSpec = (stage: Stage, disk: Place, cpuArchitecture = 'amd64'): object => ({
  blockStorageRef: stage.cloud.ref(disk),
  cpuArchitecture,
});

/** A disk of 20 GB that becomes one of 30. */
async function grownDisk(stage: Stage): Promise<Place> {
  const disk = await stage.disk();
  await stage.cloud.put(disk, { spec: stage.diskSpec(30) });
  await stage.cloud.active(disk, 1);
  return disk;
}

/** An image of it, for one architecture and then for the other. */
async function changedImage(stage: Stage, disk: Place): Promise<Place> {
  const place = image(stage.cloud.name('image'));
  await stage.cloud.create(place, { spec: imageSpec(stage, disk) });
  await stage.cloud.put(place, { spec: imageSpec(stage, disk, 'arm64') });
  await stage.cloud.active(place, 1);
  return place;
}

scenario('Storage.V1.ProviderLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await grownDisk(stage);
  await cloud.remove(await changedImage(stage, disk), disk);
  await stage.close();
});

scenario('Storage.V1.ProviderQueries', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disks = [1, 2, 3].map(() => stage.place('block-storage'));
  for (const disk of disks) await cloud.put(disk, { labels: LABELS, spec: stage.diskSpec() });
  const [first] = disks;
  const images = [1, 2, 3].map(() => image(cloud.name('image')));
  for (const each of images) await cloud.put(each, { labels: LABELS, spec: imageSpec(stage, first!) });
  await cloud.lists(stage.place('block-storage'), SELECTOR);
  await cloud.lists(image(''), SELECTOR);
  await cloud.remove(...images, ...disks);
  await stage.close();
});

scenario('Storage.V1.BlockStorageLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  await cloud.remove(await grownDisk(stage));
  await stage.close();
});

scenario('Storage.V1.BlockStorageConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  await refusesBadDocuments(cloud, (name) => stage.place('block-storage', name), { spec: stage.diskSpec() });
  await stage.close();
});

scenario('Storage.V1.BlockStorageError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = stage.place('block-storage');
  const spec = stage.diskSpec();
  await cloud.refuses(disk, { spec, region: 'invalid-region' });
  await cloud.refuses(disk, { spec: { ...spec, skuRef: cloud.skuRef('storage', 'non-existent-sku') } });
  await cloud.refuses({ ...disk, workspace: NOWHERE }, { spec });
  await stage.close();
});

scenario('Storage.V1.ImageLifeCycle', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  await cloud.remove(await changedImage(stage, disk), disk);
  await stage.close();
});

scenario('Storage.V1.ImageConstraintsValidation', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  await refusesBadDocuments(cloud, image, { spec: imageSpec(stage, disk) });
  await cloud.remove(disk);
  await stage.close();
});

scenario('Storage.V1.ImageError', async (cloud) => {
  const stage = await Stage.open(cloud);
  const disk = await stage.disk();
  const place = image(cloud.name('image'));
  await cloud.refuses(place, { spec: imageSpec(stage, disk), region: 'invalid-region' });
  await cloud.refuses(place, { spec: imageSpec(stage, disk, 'x86_64') });
  const missing = stage.place('block-storage', cloud.name('disk'));
  await cloud.refuses(place, { spec: imageSpec(stage, missing) });
  await cloud.refuses(place, { spec: imageSpec(stage, { ...missing, workspace: NOWHERE }) });
  await cloud.remove(disk);
  await stage.close();
});
