import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ providerRules: hetznerRules });
  const providerData = { serverType: 'cx23', architecture: 'x86', diskGb: 40 };
  await gateway.dataSource.query(
    `UPDATE catalogue_item SET provider_data = $1 WHERE kind = 'instance-sku' AND name = 'cx23'`,
    [JSON.stringify(providerData)],
  );
  const locations = { fsn1: 'fsn1', nbg1: 'nbg1', hel1: 'hel1' };
  await gateway.dataSource.query(`UPDATE catalogue_item SET provider_data = $1 WHERE kind = 'region'`, [
    JSON.stringify({ networkZone: 'eu-central', locations, imageId: {} }),
  ]);
});
afterAll(() => gateway.close());
beforeEach(async () => {
  gateway.domain.settings.compatibility = 'suite';
  gateway.domain.settings.danglingReferences = 'reject';
  await gateway.dataSource.query('TRUNCATE resource CASCADE');
  await send('PUT', '/seca.workspace/v1/tenants/acme/workspaces/w', {});
});

const storage = '/seca.storage/v1/tenants/acme';
const volumes = `${storage}/workspaces/w/block-storages`;
const volumeSpec = { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } };
const imageSpec = {
  blockStorageRef: { resource: 'block-storages/boot', workspace: 'w' },
  cpuArchitecture: 'amd64',
};
const send = (method: 'PUT' | 'GET', path: string, spec?: object, more: object = {}) =>
  gateway.send(method, path, spec && { spec, ...more });
const putVolume = (spec: object = {}, name = 'boot', more: object = {}) =>
  send('PUT', `${volumes}/${name}`, { ...volumeSpec, ...spec }, more);
const putImage = (spec: object = {}, name = 'img') =>
  send('PUT', `${storage}/images/${name}`, { ...imageSpec, ...spec });

describe('images', () => {
  test('lie below the tenant; a create echoes the spec with the documented defaults', async () => {
    await putVolume();
    const answer = await putImage();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      metadata: {
        name: 'img',
        kind: 'image',
        provider: 'seca.storage/v1',
        resource: 'images/img',
        ref: 'seca.storage/v1/tenants/acme/images/img',
        tenant: 'acme',
        region: 'eu-central',
      },
      spec: { ...imageSpec, boot: 'UEFI', initializer: 'none' },
      status: { state: 'pending' },
    });
    expect(answer.body.metadata).not.toHaveProperty('workspace');
    expect(answer.body.status).not.toHaveProperty('sizeMB');
    const list = await send('GET', `${storage}/images`);
    expect(list.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual([
      'img',
    ]);
  });

  test.each([
    { cpuArchitecture: 'x86_64' },
    { initializer: 'invalid-initializer' },
    { boot: 'PXE' },
    { blockStorageRef: { resource: 'workspaces/w/block-storages/none' } },
    { blockStorageRef: { resource: 'workspaces/none/block-storages/boot' } },
    { blockStorageRef: { resource: 'block-storages/none' } },
  ])('with %j are refused', async (spec) => {
    await putVolume();
    expect((await putImage(spec)).status).toBe(412);
  });

  describe('whose source is named without its workspace', () => {
    const source = { blockStorageRef: { resource: 'block-storages/boot' } };
    const workspace = (name: string) => `/seca.workspace/v1/tenants/acme/workspaces/${name}`;
    const putElsewhere = async (name: string) => {
      await send('PUT', workspace(name), {});
      await send('PUT', `${storage}/workspaces/${name}/block-storages/boot`, volumeSpec);
    };

    test('are made of the only block storage of that name; the reference stays as it was sent', async () => {
      await putVolume();
      const answer = await putImage(source);
      expect(answer.status).toBe(201);
      expect(answer.body.spec).toEqual({ ...imageSpec, ...source, boot: 'UEFI', initializer: 'none' });
      expect(
        (await putImage({ blockStorageRef: { resource: 'workspaces/w/block-storages/boot' } })).status,
      ).toBe(200);
    });

    test('are refused where several workspaces have one, saying how to write which', async () => {
      await putVolume();
      await putElsewhere('other');
      const answer = await putImage(source);
      expect(answer.status).toBe(412);
      expect(answer.body.sources).toEqual([{ pointer: '/spec/blockStorageRef/resource', parameter: '' }]);
      expect(answer.body.detail).toContain('write workspaces/<workspace>/block-storages/boot');
    });

    test('keep the one that they were made of, when another one comes and when it goes', async () => {
      await putVolume();
      await putImage(source);
      await putElsewhere('other');
      expect((await putImage(source)).status).toBe(200);
      await gateway.dataSource.query(`DELETE FROM resource WHERE kind = 'block-storage' AND workspace = 'w'`);
      expect((await putImage(source)).status).toBe(200);
      const there = { blockStorageRef: { resource: 'workspaces/other/block-storages/boot' } };
      expect((await putImage(there)).status).toBe(412);
    });

    test('never mean a block storage that the caller may not see', async () => {
      await putElsewhere('hidden');
      const role = [
        { provider: 'seca.storage/v1', resources: ['images/*', 'block-storages/*'], verb: ['get', 'put'] },
      ];
      await send('PUT', '/seca.authorization/v1/tenants/acme/roles/maker', { permissions: role });
      const assign = (name: string, scope: object) =>
        send('PUT', `/seca.authorization/v1/tenants/acme/role-assignments/${name}`, {
          subs: ['bob'],
          roles: ['maker'],
          scopes: [scope],
        });
      await assign('bob', { workspaces: ['w'] });
      const headers = { authorization: `Bearer ${await gateway.mint({ sub: 'bob', tenants: ['acme'] })}` };
      const asBob = () =>
        gateway.send('PUT', `${storage}/images/img`, { spec: { ...imageSpec, ...source } }, headers);
      expect((await asBob()).status).toBe(403);
      await send('PUT', '/seca.authorization/v1/tenants/acme/roles/imager', {
        permissions: [{ provider: 'seca.storage/v1', resources: ['images/*'], verb: ['put'] }],
      });
      await send('PUT', '/seca.authorization/v1/tenants/acme/role-assignments/imager', {
        subs: ['bob'],
        roles: ['imager'],
        scopes: [{}],
      });
      expect((await asBob()).status).toBe(412);
      await putVolume();
      expect((await asBob()).status).toBe(201);
    });
  });

  test('of another region are refused', async () => {
    await putVolume();
    const body = { spec: imageSpec, metadata: { region: 'invalid-region' } };
    expect((await gateway.send('PUT', `${storage}/images/img`, body)).status).toBe(412);
  });

  test('may name a block storage that does not exist yet, where the setting says so', async () => {
    gateway.domain.settings.danglingReferences = 'accept';
    expect((await putImage()).status).toBe(201);
    const other = await putImage({ cpuArchitecture: 'x86_64' }, 'other');
    expect(other.status).toBe(412);
  });

  test('without content take another architecture, unless the written rules hold', async () => {
    await putVolume();
    await putImage();
    expect((await putImage({ cpuArchitecture: 'arm64' })).status).toBe(200);
    gateway.domain.settings.compatibility = 'spec';
    expect((await putImage({ cpuArchitecture: 'amd64' })).status).toBe(412);
  });

  test('with content keep it', async () => {
    await putVolume();
    await putImage();
    await gateway.dataSource.query(
      `UPDATE resource SET status = status || '{"content": "copy", "sizeMB": 1229}' WHERE kind = 'image'`,
    );
    expect((await putImage({ cpuArchitecture: 'arm64' })).status).toBe(412);
    expect((await putImage({ boot: 'BIOS' })).status).toBe(412);
    const labelled = await gateway.send('PUT', `${storage}/images/img`, {
      spec: imageSpec,
      labels: { a: 'b' },
    });
    expect(labelled.status).toBe(200);
    expect(labelled.body.status).toMatchObject({ sizeMB: 1229 });
  });

  test('of a data volume are refused, saying why', async () => {
    await putVolume({}, 'boot', { extensions: { 'hetzner.zone': 'fsn1' } });
    await putVolume({}, 'data');
    await putVolume({}, 'root');
    const compute = '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm';
    const reference = (name: string) => ({ deviceRef: { resource: `block-storages/${name}` } });
    const instance = await send('PUT', compute, {
      zone: 'fsn1',
      skuRef: { resource: 'skus/cx23' },
      bootVolume: reference('root'),
      dataVolumes: [reference('data')],
    });
    expect(instance.status).toBe(201);
    const answer = await putImage({ blockStorageRef: { resource: 'workspaces/w/block-storages/data' } });
    expect(answer.status).toBe(412);
    expect(JSON.stringify(answer.body)).toContain('Hetzner makes images of boot disks only');
  });
});

describe('block storages', () => {
  test('take a source image and keep it; an empty reference counts as none', async () => {
    await putVolume({ sourceImageRef: { resource: '' } });
    await putImage();
    const copy = { sourceImageRef: { resource: 'images/img' } };
    expect((await putVolume(copy, 'copy')).body.spec).toEqual({ ...volumeSpec, ...copy });
    expect((await putVolume({}, 'copy')).status).toBe(412);
    expect((await putVolume({ sourceImageRef: { resource: 'images/none' } }, 'other')).status).toBe(412);
  });

  test('say which extensions they know', async () => {
    expect((await putVolume({}, 'boot', { extensions: { 'hetzner.zone': 'nbg1' } })).status).toBe(201);
    expect((await putVolume({}, 'other', { extensions: { 'hetzner.zone': 'moon' } })).status).toBe(412);
    expect((await putVolume({}, 'other', { extensions: { speed: 'fast' } })).status).toBe(412);
  });

  test('grow, and never shrink', async () => {
    await putVolume();
    expect((await putVolume({ sizeGB: 30 })).body.status).toMatchObject({ sizeGB: 30 });
    expect((await putVolume({ sizeGB: 20 })).status).toBe(412);
  });
});

describe('the volumes of an instance', () => {
  const compute = '/seca.compute/v1/tenants/acme/workspaces/w/instances/vm';
  const reference = (name: string) => ({ deviceRef: { resource: `block-storages/${name}` } });
  const putInstance = (...data: string[]) =>
    send('PUT', compute, {
      zone: 'fsn1',
      skuRef: { resource: 'skus/cx23' },
      bootVolume: reference('boot'),
      dataVolumes: data.map(reference),
    });

  test('exist, and each is named once', async () => {
    await putVolume();
    await putVolume({}, 'data');
    expect((await putInstance('none')).status).toBe(412);
    expect((await putInstance('data', 'data')).status).toBe(412);
    expect((await putInstance('boot')).status).toBe(412);
    expect((await putInstance('data')).status).toBe(201);
  });

  test('stand in the way of their deletion', async () => {
    await putVolume();
    await putVolume({}, 'data');
    await putInstance('data');
    expect((await gateway.send('DELETE', `${volumes}/data`)).status).toBe(412);
  });
});
