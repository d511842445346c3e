import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CROWD,
  instances,
  networkSpec,
  networks,
  nics,
  startReplicas,
  subnetSpec,
  tally,
  volumeSpec,
  volumes,
  workspace,
  type Replicas,
} from '../support/replicas.js';

let replicas: Replicas;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());

const deviceRef = (name: string) => ({ deviceRef: { resource: `block-storages/${name}` } });
const instanceSpec = {
  zone: 'fsn1',
  skuRef: { resource: 'skus/cx23' },
  bootVolume: deviceRef('boot'),
};
const putInstances = (spec: (index: number) => object) =>
  replicas.putCrowd((index) => ({
    path: `${instances}/vm${index}`,
    spec: { ...instanceSpec, ...spec(index) },
  }));

async function prepare(compatibility: 'suite' | 'spec', ...names: string[]): Promise<void> {
  await replicas.reset(compatibility);
  await replicas.put(workspace, {});
  for (const name of ['boot', ...names]) await replicas.put(`${volumes}/${name}`, volumeSpec);
}

/** Who has each block storage that somebody has. */
async function holders(): Promise<Record<string, string>> {
  const rows = await replicas.rows<{ name: string; holder: string }>(
    `SELECT name, status #>> '{attachedTo,resource}' AS holder
       FROM resource WHERE kind = 'block-storage' AND status ? 'attachedTo'`,
  );
  return Object.fromEntries(rows.map(({ name, holder }) => [name, holder]));
}

const count = async (kind: string, condition = 'true'): Promise<number> =>
  (await replicas.rows(`SELECT 1 FROM resource WHERE kind = '${kind}' AND ${condition}`)).length;

const waits = `status #>> '{conditions,0,reason}' = 'VolumeInUse'`;

describe('instances that are put at the same time', () => {
  test('with one boot volume: one has it, the others wait', async () => {
    await prepare('suite');
    expect(tally(await putInstances(() => ({})))).toEqual({ 201: CROWD });
    expect(Object.keys(await holders())).toEqual(['boot']);
    expect(await count('instance', waits)).toBe(CROWD - 1);
  });

  test('with the same data volumes in either order: by the written rules one is accepted, with all of them', async () => {
    await prepare('spec', 'data1', 'data2');
    const [one, other] = [deviceRef('data1'), deviceRef('data2')];
    const answers = await putInstances((index) => ({
      dataVolumes: index % 4 < 2 ? [one, other] : [other, one],
    }));
    expect(tally(answers)).toEqual({ 201: 1, 'validation-error': CROWD - 1 });
    expect(await count('instance')).toBe(1);
    const held = await holders();
    expect(Object.keys(held).toSorted()).toEqual(['boot', 'data1', 'data2']);
    expect(new Set(Object.values(held)).size).toBe(1);
  });

  test('with the same NICs in either order: one has them, the others are refused', async () => {
    await prepare('suite');
    for (const [network, nic, range] of [
      ['n1', 'nic1', '10.1.0.0/16'],
      ['n2', 'nic2', '10.2.0.0/16'],
    ] as const) {
      await replicas.put(`${networks}/${network}`, { ...networkSpec, cidr: { ipv4: range } });
      await replicas.put(`${networks}/${network}/subnets/s`, subnetSpec('0.0.0.0/24'));
      const subnetRef = { resource: `networks/${network}/subnets/s` };
      await replicas.put(`${nics}/${nic}`, { subnetRef, addresses: ['0.0.0.0'] });
    }
    const [one, other] = [{ resource: 'nics/nic1' }, { resource: 'nics/nic2' }];
    const answers = await putInstances((index) => ({
      primaryNicRef: index % 4 < 2 ? one : other,
      additionalNicRefs: [index % 4 < 2 ? other : one],
    }));
    expect(tally(answers)).toEqual({ 201: 1, 'validation-error': CROWD - 1 });
    expect(await count('instance')).toBe(1);
    expect(Object.keys(await holders())).toHaveLength(1);
  });

  test('in one anti-affinity group: as many are accepted as a group can have', async () => {
    await prepare('suite');
    const answers = await putInstances(() => ({ antiAffinityGroup: 'apart' }));
    expect(tally(answers)).toEqual({ 201: 10, 'validation-error': CROWD - 10 });
    expect(await count('instance')).toBe(10);
  });
});
