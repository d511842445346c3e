import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AskedRoute } from './support/route-model.js';
import { routeWorld } from './support/route-world.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

/** Another seed draws other sequences, a greater number more of them. */
const PROPERTY = {
  seed: Number(process.env['ROUTES_SEED'] ?? 1),
  numRuns: Number(process.env['ROUTES_RUNS'] ?? 8),
  endOnFailure: true,
};

const TABLES = ['rt', 'rt2', 'rt3'];
const GATEWAYS = ['gw', 'gw2'];
const RANGES: Record<string, string> = { s: '10.0.1.0/24', s2: '10.0.2.0/24' };
const BASE: AskedRoute = { destination: '192.168.0.0/16', target: '10.0.1.77' };

let world: WorkerWorld;
let routes: ReturnType<typeof routeWorld>;

beforeAll(async () => {
  world = await createWorkerWorld();
  routes = routeWorld(world);
  await world.settle();
});
afterAll(() => world.close());

/** What a client may do. What makes no sense at its turn, such as deleting what is not there, is passed over. */
type Act =
  | { do: 'put-table'; table: string; routes: AskedRoute[] }
  | { do: 'remove-table'; table: string }
  | { do: 'point'; subnet: string; table: string }
  | { do: 'put-gateway' | 'remove-gateway'; gateway: string };

const oneOf = (names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names);

// Some overlap each other, some Hetzner can't have.
const destinations = oneOf([
  '0.0.0.0/0',
  '192.168.0.0/16',
  '192.168.7.0/24',
  '172.16.0.0/16',
  '10.8.0.0/16',
  '10.0.0.0/8',
  '52.0.0.0/8',
]);
const targets = oneOf([
  ...GATEWAYS.map((name) => `internet-gateways/${name}`),
  'instances/vm',
  'instances/vm2',
  '10.0.1.77',
  '10.0.2.88',
]);
const tableRoutes = fc.uniqueArray(fc.record({ destination: destinations, target: targets }), {
  minLength: 1,
  maxLength: 4,
  selector: ({ destination }) => destination,
});
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('put-table' as const),
      table: oneOf(TABLES),
      routes: tableRoutes,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove-table' as const), table: oneOf(TABLES) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('point' as const),
      subnet: oneOf(Object.keys(RANGES)),
      table: oneOf(TABLES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('put-gateway' as const, 'remove-gateway' as const),
      gateway: oneOf(GATEWAYS),
    }),
  },
);

/** What goes wrong meanwhile: nothing, or one of Hetzner's calls, before or after it had its effect. */
const faults = fc.option(
  fc.record({
    operation: oneOf(['*', 'POST /networks/*', 'POST /servers', 'DELETE *', 'POST /primary_ips']),
    nth: fc.integer({ min: 1, max: 4 }),
    when: fc.constantFrom('before', 'after'),
    effect: fc.constantFrom(
      { type: 'cut' },
      { type: 'error', code: 'conflict' },
      { type: 'error', code: 'locked' },
      { type: 'error', status: 502 },
    ),
  }),
);

const sequences = fc.array(fc.record({ act: acts, fault: faults, isWorkedOff: fc.boolean() }), {
  minLength: 3,
  maxLength: 10,
});

async function perform(act: Act): Promise<void> {
  const { model, gateways } = routes;
  switch (act.do) {
    case 'put-table': {
      const isSound = act.routes.every(({ target }) => {
        const [, gateway] = /^internet-gateways\/(.*)$/.exec(target) ?? [];
        return gateway === undefined || gateways.has(gateway);
      });
      if (isSound) await routes.putTable(act.table, ...act.routes);
      return;
    }
    case 'remove-table':
      if (model.tables.has(act.table)) await routes.removeTable(act.table);
      // What is deleting can't be made anew at the same time.
      return world.settle();
    case 'point':
      if (model.tables.has(act.table))
        await routes.putSubnet(act.subnet, RANGES[act.subnet] ?? '', act.table);
      return;
    case 'put-gateway':
      return routes.putGateway(act.gateway);
    case 'remove-gateway':
      if (gateways.has(act.gateway)) await routes.removeGateway(act.gateway);
      return world.settle();
  }
}

test(
  'whatever is asked in whatever order, and whatever goes wrong meanwhile, Hetzner has the routes of the model',
  async () => {
    const property = fc.asyncProperty(sequences, async (sequence) => {
      await routes.begin(BASE);
      for (const { act, fault, isWorkedOff } of sequence) {
        if (fault) await world.cloud.addFault(fault);
        await perform(act);
        if (isWorkedOff) await world.settle();
      }
      await world.cloud.clearFaults();
      await routes.expectRoutes();
      await routes.end();
    });
    // A failed run leaves its world behind, and says with which seed it can be seen again.
    await expect(fc.assert(property, PROPERTY)).resolves.toBeUndefined();
  },
  PROPERTY.numRuns * 60_000,
);
