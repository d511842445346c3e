import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  PreconditionFailedError,
  ValidationError,
} from '../src/errors.js';
import { ResourceEntity } from '../src/resource/resource.entity.js';
import { createTestWorld, identityOf, put, putPath, type TestWorld } from '../src/testing/index.js';
import { settled } from '../src/resource/place-resource.js';
import { findResource, updateResource } from '../src/resource/resource.repository.js';

let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
});

async function faultsOf(action: Promise<unknown>): Promise<string[]> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ValidationError))
    throw new Error(`expected a ValidationError, got ${String(error)}`);
  return error.faults.map((fault) => fault.pointer);
}

const rows = (): Promise<number> => world.dataSource.manager.count(ResourceEntity);

describe('what is written', () => {
  test('a create starts at version 1, an update adds one, labels only or nothing changed alike', async () => {
    const { domain, caller } = world;
    expect((await put(domain, caller, 'workspace', 'w')).resourceVersion).toBe(1);
    expect((await put(domain, caller, 'workspace', 'w')).resourceVersion).toBe(2);
    const labelled = await put(domain, caller, 'workspace', 'w', { maps: { labels: { a: 'b' } } });
    expect(labelled).toMatchObject({ resourceVersion: 3, labels: { a: 'b' } });
    expect((await put(domain, caller, 'workspace', 'w')).labels).toBeUndefined();
  });

  test('the spec comes back as it was sent, with only the documented defaults', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'rt');
    const spec = {
      cidr: { ipv4: '10.0.1.0/24' },
      routeTableRef: { resource: 'seca.network/v1/tenants/acme/workspaces/w/networks/n/route-tables/rt' },
    };
    const subnet = await put(domain, caller, 'subnet', 's', { spec });
    expect(subnet.spec).toEqual({ ...spec, zone: 'fsn1' });
  });

  test('what the provider holds nothing for is active at once, by way of pending and creating', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    const gateway = await put(domain, caller, 'internet-gateway', 'gw');
    expect(gateway.status.conditions.map((condition) => condition.state)).toEqual([
      'active',
      'creating',
      'pending',
    ]);
    const again = await put(domain, caller, 'internet-gateway', 'gw');
    expect(again.status.conditions.map((condition) => condition.state).slice(0, 2)).toEqual([
      'active',
      'updating',
    ]);
  });

  test('a network stays pending and its unit is due and woken', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    const network = await put(domain, caller, 'network', 'n');
    expect(network.status.state).toBe('pending');
    expect(domain.jobs.woken).toContainEqual({ type: 'network', uid: network.uid });
    const row = await world.dataSource.manager.findOneByOrFail(ResourceEntity, { uid: network.uid });
    expect(row.dueAt).not.toBeNull();
  });

  test('the first instance with a way out wakes the network that its NIC lies in, the second does not', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'boot');
    const network = await findResource(world.dataSource.manager, identityOf('network', 'n'));
    const wakeUp = { type: 'network', uid: network?.uid };
    domain.jobs.woken.length = 0;
    await put(domain, caller, 'instance', 'vm');
    expect(domain.jobs.woken).toContainEqual(wakeUp);

    await put(domain, caller, 'nic', 'nic2');
    await put(domain, caller, 'block-storage', 'boot2');
    domain.jobs.woken.length = 0;
    const spec = {
      bootVolume: { deviceRef: { resource: 'block-storages/boot2' } },
      primaryNicRef: { resource: 'nics/nic2' },
    };
    const second = await put(domain, caller, 'instance', 'vm2', { spec });
    expect(domain.jobs.woken).toContainEqual({ type: 'instance', uid: second.uid });
    expect(domain.jobs.woken).not.toContainEqual(wakeUp);
  });

  test('an instance whose subnet has no way out leaves its network alone', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'boot');
    const routes = [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'instances/router' } }];
    await put(domain, caller, 'routing-table', 'rt', { spec: { routes } });
    domain.jobs.woken.length = 0;
    await put(domain, caller, 'instance', 'vm');
    expect(domain.jobs.woken.map(({ type }) => type)).not.toContain('network');
  });

  test('an instance that was made wakes its network for a NIC that it takes or gives up, and for nothing else', async () => {
    const { domain, caller, dataSource } = world;
    await putPath(domain, caller, 'boot');
    await put(domain, caller, 'block-storage', 'data');
    await put(domain, caller, 'nic', 'nic2');
    const made = await put(domain, caller, 'instance', 'vm');
    await updateResource(dataSource.manager, settled(made, domain.clock.now()));
    const wokenBy = async (spec: object): Promise<string[]> => {
      domain.jobs.woken.length = 0;
      await put(domain, caller, 'instance', 'vm', { spec });
      return domain.jobs.woken.map(({ type }) => type).toSorted();
    };
    const dataVolumes = [{ deviceRef: { resource: 'block-storages/data' } }];
    expect(await wokenBy({ dataVolumes })).toEqual(['instance', 'volume', 'volume']);
    const additionalNicRefs = [{ resource: 'nics/nic2' }];
    expect(await wokenBy({ dataVolumes, additionalNicRefs })).toContain('network');
    expect(await wokenBy({ dataVolumes, additionalNicRefs })).not.toContain('network');
    expect(await wokenBy({ dataVolumes })).toContain('network');
    expect(await wokenBy({ dataVolumes, primaryNicRef: undefined })).toContain('network');
  });

  test('an update that asks for nothing new is settled at once where the last one was, and wakes nobody', async () => {
    const { domain, caller, dataSource } = world;
    await put(domain, caller, 'workspace', 'w');
    const network = await put(domain, caller, 'network', 'n');
    domain.jobs.woken.length = 0;
    const unsettled = await put(domain, caller, 'network', 'n');
    expect(unsettled.status.state).not.toBe('active');
    expect(domain.jobs.woken).toContainEqual({ type: 'network', uid: network.uid });

    await updateResource(dataSource.manager, settled(unsettled, domain.clock.now()));
    domain.jobs.woken.length = 0;
    const again = await put(domain, caller, 'network', 'n', { maps: { labels: { a: 'b' } } });
    expect(again).toMatchObject({ resourceVersion: 3, observedVersion: 3, status: { state: 'active' } });
    expect(domain.jobs.woken).toEqual([]);

    const skuRef = { resource: 'seca.network/skus/hetzner-network' };
    const changed = await put(domain, caller, 'network', 'n', { spec: { skuRef } });
    expect(changed).toMatchObject({ resourceVersion: 4, observedVersion: 3 });
    expect(domain.jobs.woken).toContainEqual({ type: 'network', uid: network.uid });
  });

  test('every write is on record, with who, what and which version', async () => {
    const { domain, caller } = world;
    const { uid } = await put(domain, caller, 'workspace', 'w', { maps: { labels: { a: '1' } } });
    await put(domain, caller, 'workspace', 'w', { maps: { labels: { a: '2' } } });
    const events: object[] = await world.dataSource.query(
      'SELECT action, subject, resource_version, changes FROM audit_event WHERE resource_uid = $1 ORDER BY id',
      [uid],
    );
    expect(events).toMatchObject([
      { action: 'create', subject: 'alice', resource_version: 1 },
      { action: 'update', resource_version: 2, changes: [{ path: 'labels.a', before: '1', after: '2' }] },
    ]);
  });
});

describe('what is refused leaves nothing behind', () => {
  test.each([
    ['a'.repeat(129), '/metadata/name'],
    ['Invalid-Name', '/metadata/name'],
    ['-x', '/metadata/name'],
  ])('the name %s', async (name, pointer) => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    expect(await faultsOf(put(domain, caller, 'internet-gateway', name))).toEqual([pointer]);
    // The workspace and its creator's assignment.
    expect(await rows()).toBe(2);
  });

  test('a label of 64 characters and an annotation of 1025', async () => {
    const maps = { labels: { 'a/b': 'x'.repeat(64) }, annotations: { c: 'x'.repeat(1025) } };
    const pointers = await faultsOf(put(world.domain, world.caller, 'workspace', 'w', { maps }));
    expect(pointers).toEqual(['/labels/a~1b', '/annotations/c']);
    expect(await rows()).toBe(0);
  });

  test('a spec that breaks its schema, with one pointer per fault', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    const spec = { sizeGB: 0, skuRef: { resource: '' } };
    expect(await faultsOf(put(domain, caller, 'block-storage', 'b', { spec }))).toEqual([
      '/spec/sizeGB',
      '/spec/skuRef/resource',
    ]);
  });

  test('every missing target of a reference', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    const pointers = await faultsOf(put(domain, caller, 'instance', 'vm'));
    expect(pointers.toSorted()).toEqual([
      '/spec/bootVolume/deviceRef/resource',
      '/spec/primaryNicRef/resource',
    ]);
  });

  test('a target that the caller must not see, as if it were missing', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'boot');
    const spec = {
      bootVolume: { deviceRef: { resource: 'tenants/other/workspaces/w/block-storages/boot' } },
    };
    expect(await faultsOf(put(domain, caller, 'instance', 'vm', { spec }))).toEqual([
      '/spec/bootVolume/deviceRef/resource',
    ]);
  });

  test('a resource in a workspace or network that does not exist', async () => {
    const { domain, caller } = world;
    await expect(put(domain, caller, 'internet-gateway', 'gw')).rejects.toThrow(NotFoundError);
    await put(domain, caller, 'workspace', 'w');
    await expect(put(domain, caller, 'routing-table', 'rt')).rejects.toThrow("no network 'n'");
  });

  test("another tenant's resources, for reading and writing", async () => {
    const { domain, caller } = world;
    const stranger = { ...caller, tenants: ['other'] };
    await expect(put(domain, stranger, 'workspace', 'w')).rejects.toThrow(ForbiddenError);
  });

  test('a write for another version', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    await expect(put(domain, caller, 'workspace', 'w', { version: 2 })).rejects.toThrow(
      PreconditionFailedError,
    );
    await expect(put(domain, caller, 'workspace', 'new', { version: 1 })).rejects.toThrow(
      PreconditionFailedError,
    );
    await expect(put(domain, caller, 'workspace', 'w', { version: 1 })).resolves.toMatchObject({
      resourceVersion: 2,
    });
  });

  test('a network outside private space, with host bits, or moved to another range', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    for (const ipv4 of ['52.0.0.0/16', '10.0.0.1/16', '1.0/8 ']) {
      expect(await faultsOf(put(domain, caller, 'network', 'x', { spec: { cidr: { ipv4 } } }))).toEqual([
        '/spec/cidr/ipv4',
      ]);
    }
    await put(domain, caller, 'network', 'n');
    expect(
      await faultsOf(put(domain, caller, 'network', 'n', { spec: { cidr: { ipv4: '10.1.0.0/16' } } })),
    ).toEqual(['/spec/cidr']);
  });

  test('a subnet outside its network, or in an unknown zone', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'rt');
    const spec = { cidr: { ipv4: '192.168.99.0/24' }, zone: 'invalid-zone' };
    expect(await faultsOf(put(domain, caller, 'subnet', 's', { spec }))).toEqual([
      '/spec/zone',
      '/spec/cidr/ipv4',
    ]);
  });

  test('a route to a missing gateway; one to a missing instance is taken', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'gw');
    const to = (resource: string) => ({
      spec: { routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource } }] },
    });
    expect(await faultsOf(put(domain, caller, 'routing-table', 'rt', to('internet-gateways/none')))).toEqual([
      '/spec/routes/0/targetRef/resource',
    ]);
    const table = await put(domain, caller, 'routing-table', 'rt', to('instances/later'));
    expect(table.status.routes.map((route) => route.state)).toEqual(['pending']);
    await put(domain, caller, 'routing-table', 'rt', to('10.0.1.7'));
    expect(await faultsOf(put(domain, caller, 'routing-table', 'rt', to('8.8.8.8')))).toEqual([
      '/spec/routes/0/targetRef/resource',
    ]);
  });

  test('a NIC that is in use by another instance', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller);
    await put(domain, caller, 'block-storage', 'boot2');
    const spec = { bootVolume: { deviceRef: { resource: 'block-storages/boot2' } } };
    expect(await faultsOf(put(domain, caller, 'instance', 'vm2', { spec }))).toEqual(['/spec/primaryNicRef']);
  });

  test('a parent that is being deleted', async () => {
    const { domain, caller } = world;
    await put(domain, caller, 'workspace', 'w');
    await world.dataSource.query(`UPDATE resource SET deleted_at = now()`);
    await expect(put(domain, caller, 'internet-gateway', 'gw')).rejects.toThrow(ConflictError);
    await expect(put(domain, caller, 'workspace', 'w')).rejects.toThrow(ConflictError);
  });
});

describe('choices that are left to us', () => {
  test('networks and subnets without a range of their own get the lowest free one', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'rt');
    const other = await put(domain, caller, 'network', 'n2', { spec: { cidr: { ipv4: '0.0.0.0/16' } } });
    expect(other.status.cidr.ipv4).toBe('10.1.0.0/16');
    expect(other.spec.cidr.ipv4).toBe('0.0.0.0/16');
    const chosen = await Promise.all(
      ['s1', 's2', 's3'].map((name) =>
        put(domain, caller, 'subnet', name, { spec: { cidr: { ipv4: '0.0.0.0/24' } } }),
      ),
    );
    const ranges = chosen.map((subnet) => subnet.status.cidr?.ipv4 ?? '').toSorted();
    expect(ranges).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']);
  });

  test('200 NICs made at once get 200 addresses, none twice, and none that is reserved', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 's');
    const names = Array.from({ length: 200 }, (_, index) => `nic-${index}`);
    const nics = await Promise.all(names.map((name) => put(domain, caller, 'nic', name)));
    const addresses = new Set(nics.flatMap((nic) => nic.status.addresses));
    expect(addresses.size).toBe(200);
    expect(addresses).not.toContain('10.0.1.0');
    expect(addresses).not.toContain('10.0.1.255');
  });

  test('an address that we chose stays when the NIC is put again', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'nic');
    const before = await put(domain, caller, 'nic', 'nic');
    await put(domain, caller, 'nic', 'other');
    expect((await put(domain, caller, 'nic', 'nic')).status.addresses).toEqual(before.status.addresses);
  });

  test('what a reference without its network was found to mean is what it means from then on', async () => {
    const { domain, caller, dataSource } = world;
    await putPath(domain, caller, 'gw');
    for (const [network, cidr] of [
      ['n', '10.0.1.0/24'],
      ['other', '10.0.2.0/24'],
    ] as const) {
      const identity = { network };
      await put(domain, caller, 'network', network);
      await put(domain, caller, 'routing-table', 'rt', { identity });
      await put(domain, caller, 'subnet', 's', { identity, spec: { cidr: { ipv4: cidr } } });
      const spec = { subnetRef: { resource: 'subnets/s' } };
      const nic = await put(domain, caller, 'nic', 'nic', { spec });
      expect(nic.status.addresses).toEqual(['10.0.1.1']);
    }
    await dataSource.query(
      `UPDATE resource SET status = status || '{"macAddress": "86:00:00:00:00:01"}' WHERE kind = 'nic'`,
    );
    const spec = { subnetRef: { resource: 'subnets/s' } };
    expect((await put(domain, caller, 'nic', 'nic', { spec })).status.addresses).toEqual(['10.0.1.1']);
    const moved = put(domain, caller, 'nic', 'nic', {
      spec: { subnetRef: { resource: 'networks/other/subnets/s' } },
    });
    expect(await faultsOf(moved)).toEqual(['/spec/subnetRef']);
    const ambiguous = put(domain, caller, 'nic', 'late', { spec });
    expect(await faultsOf(ambiguous)).toEqual(['/spec/subnetRef/resource']);
  });
});

describe('duplicates that the suite setting takes', () => {
  test('the later subnet of a range waits, names the other, and gets the range when it becomes free', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 's');
    const later = await put(domain, caller, 'subnet', 'later');
    expect(later.status.conditions[0]?.message).toContain("subnet 's'");
    expect(later.status.state).toBe('pending');
    const { removeResource } = await import('../src/resource/remove-resource.js');
    const { inTransaction } = await import('../src/persistence/transaction.js');
    const first = await findResource(world.dataSource.manager, identityOf('subnet', 's'));
    if (!first) throw new Error('the first subnet is missing');
    domain.jobs.woken.length = 0;
    await inTransaction(world.dataSource, (transaction) => removeResource(domain, transaction, first));
    const freed = await findResource(world.dataSource.manager, identityOf('subnet', 'later'));
    expect(freed?.status.conditions[0]?.message).toBeUndefined();
    expect(domain.jobs.woken.some((unit) => unit.type === 'network')).toBe(true);
  });

  test('the later NIC of an address waits and gets it when the first one is put elsewhere', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 's');
    const at = (address: string) => ({ spec: { addresses: [address] } });
    await put(domain, caller, 'nic', 'first', at('10.0.1.9'));
    const later = await put(domain, caller, 'nic', 'later', at('10.0.1.9'));
    expect(later.status).toMatchObject({ state: 'pending', addresses: [] });
    expect(later.status.conditions[0]?.message).toContain("NIC 'first'");
    await put(domain, caller, 'nic', 'first', at('10.0.1.10'));
    const freed = await findResource(world.dataSource.manager, identityOf('nic', 'later'));
    expect(freed?.status).toMatchObject({ state: 'active', addresses: ['10.0.1.9'] });
  });

  test('the later instance on a boot volume waits and names the first', async () => {
    const { domain, caller } = world;
    await putPath(domain, caller, 'boot');
    const spec = { primaryNicRef: undefined };
    await put(domain, caller, 'instance', 'first', { spec });
    const later = await put(domain, caller, 'instance', 'later', { spec });
    expect(later.status.state).toBe('pending');
    expect(later.status.conditions[0]?.message).toContain('instances/first');
  });
});

describe('the spec setting', () => {
  test('refuses the duplicates and changes that the suite setting takes', async () => {
    const { caller } = world;
    const domain = {
      ...world.domain,
      settings: { compatibility: 'spec', danglingReferences: 'reject' },
    } as const;
    await putPath(domain, caller, 'boot');
    expect(await faultsOf(put(domain, caller, 'subnet', 'twin'))).toEqual(['/spec/cidr/ipv4']);
    expect(await faultsOf(put(domain, caller, 'nic', 'twin', { spec: { addresses: ['10.0.1.1'] } }))).toEqual(
      ['/spec/addresses/0'],
    );
    expect(await faultsOf(put(domain, caller, 'subnet', 's', { spec: { zone: 'nbg1' } }))).toEqual([
      '/spec/zone',
    ]);
    await put(domain, caller, 'instance', 'vm');
    expect(await faultsOf(put(domain, caller, 'instance', 'vm', { spec: { zone: 'nbg1' } }))).toEqual([
      '/spec/zone',
    ]);
    const second = { spec: { primaryNicRef: undefined } };
    expect(await faultsOf(put(domain, caller, 'instance', 'vm2', second))).toEqual([
      '/spec/bootVolume/deviceRef',
    ]);
  });
});
