import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { remove } from './support/remove-path.js';
import { routeWorld } from './support/route-world.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let routes: ReturnType<typeof routeWorld>;

const DEFAULT = { destination: '0.0.0.0/0', target: 'internet-gateways/gw' };
const ADDRESS = { destination: '192.168.0.0/16', target: '10.0.1.77' };
const INSTANCE = { destination: '172.16.0.0/16', target: 'instances/vm2' };

beforeAll(async () => {
  world = await createWorkerWorld();
  routes = routeWorld(world);
  await world.settle();
});
afterAll(() => world.close());
beforeEach(() => routes.begin(ADDRESS));
afterEach(() => routes.end());

/** The templates of the writes since the last time, in short. */
async function newWrites(): Promise<string[]> {
  const calls = (await world.cloud.newCalls()).filter((call) => call.isWrite);
  return calls.map((call) => call.template.replace(/^.*\//, ''));
}

describe('routes of one table', () => {
  test('to a gateway, an instance and an address stand side by side', async () => {
    await routes.putTable('rt', DEFAULT, ADDRESS, INSTANCE);
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(3);
  });

  test('are added, changed and removed one by one, and nothing else is touched', async () => {
    await newWrites();
    await routes.putTable('rt', ADDRESS, INSTANCE);
    await routes.expectRoutes();
    expect(await newWrites()).toEqual(['add_route']);

    await routes.putTable('rt', { ...ADDRESS, target: '10.0.1.78' }, INSTANCE);
    await routes.expectRoutes();
    expect(await newWrites()).toEqual(['delete_route', 'add_route']);

    await routes.putTable('rt', INSTANCE);
    await routes.expectRoutes();
    expect(await newWrites()).toEqual(['delete_route']);
  });

  test('asked for again and again are written once', async () => {
    await routes.putTable('rt', ADDRESS, INSTANCE);
    await routes.expectRoutes();
    await newWrites();
    for (let time = 0; time < 5; time += 1) await routes.putTable('rt', ADDRESS, INSTANCE);
    await routes.expectRoutes();
    expect(await newWrites()).toEqual([]);
  });

  test('that get another target have it with the very next change, whatever else there is to do', async () => {
    await routes.putTable('rt', DEFAULT);
    await routes.expectRoutes();
    await newWrites();
    // The NAT VM goes as well, which takes longer than a route.
    await routes.putTable('rt', { ...DEFAULT, target: '10.0.1.77' });
    await routes.expectRoutes();
    const writes = await newWrites();
    expect(writes.slice(0, 2)).toEqual(['delete_route', 'add_route']);
    expect(writes).toContain('{id}');
  });

  test('one that overlaps another says so, and the others stand', async () => {
    await routes.putTable('rt', ADDRESS, { destination: '192.168.7.0/24', target: '10.0.1.9' }, INSTANCE);
    await routes.expectRoutes();
    const { status } = await world.get('routing-table', 'rt');
    expect(status.routes.map((route) => route.state)).toEqual(['active', 'error', 'active']);
    expect(status.routes[1]?.conditions[0]?.reason).toBe('RouteOverruled');
  });
});

describe('several tables', () => {
  test('that disagree: the older one has it, and the later one when the older is gone', async () => {
    await routes.putTable('rt2', { ...ADDRESS, target: '10.0.1.99' }, INSTANCE);
    await routes.putSubnet('s2', '10.0.2.0/24', 'rt2');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toContainEqual({
      destination: '192.168.0.0/16',
      gateway: '10.0.1.77',
    });

    await routes.removeTable('rt');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toContainEqual({
      destination: '192.168.0.0/16',
      gateway: '10.0.1.99',
    });
  });

  test('count while a subnet names them, and come and go with it', async () => {
    await routes.putTable('rt2', INSTANCE);
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(1);

    await routes.putSubnet('s2', '10.0.2.0/24', 'rt2');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(2);

    await routes.putSubnet('s', '10.0.1.0/24', 'rt2');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(1);
  });
});

describe('what routes lead to', () => {
  test('a gateway that is deleted takes its route along; made anew under its name, it has it back', async () => {
    await routes.putTable('rt', DEFAULT, ADDRESS);
    await routes.expectRoutes();
    await routes.removeGateway('gw');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(1);

    await routes.putGateway('gw');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(2);
  });

  test('an instance that is deleted takes its route along', async () => {
    await routes.putTable('rt', INSTANCE, ADDRESS);
    await routes.expectRoutes();
    await remove(world, 'instance', 'vm2');
    await routes.expectRoutes();
    expect((await routes.network()).routes).toHaveLength(1);
  });

  test('all of it deleted at once leaves nothing behind', async () => {
    await routes.putTable('rt', DEFAULT, ADDRESS, INSTANCE);
    await routes.putTable('rt2', { ...ADDRESS, target: '10.0.1.99' });
    await routes.putSubnet('s2', '10.0.2.0/24', 'rt2');
    await routes.end();
    expect(await world.find('workspace', 'w')).toBeUndefined();
  });
});
