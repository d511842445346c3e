import { afterAll, beforeAll, expect, test } from 'vitest';
import { putPath } from '@seca-hetzner/domain/testing';
import { removePath } from './support/remove-path.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.settle();
});
afterAll(() => world.close());

test.each([
  ['ahead of', 3_600_000],
  ['behind', -3_600_000],
])(
  'a worker whose clock is an hour %s the others does all of its work, and no later',
  async (_how, jumpMs) => {
    const { domain, caller, cloud } = world;
    const { clock } = domain;
    const jumped = (time: Date): Date => new Date(time.getTime() + jumpMs);
    Object.assign(domain, {
      clock: { ...clock, now: () => jumped(clock.now()), after: (ms: number) => jumped(clock.after(ms)) },
    });
    try {
      await putPath(domain, caller);
      // As if Hetzner were at work on something for a while, which is looked at again and again.
      await cloud.addFault({ operation: 'POST *', times: 3, effect: { type: 'error', code: 'locked' } });
      await world.settle();
      expect((await world.get('instance', 'vm')).status.state).toBe('active');
      expect((await world.get('routing-table', 'rt')).status.routes).toMatchObject([{ state: 'active' }]);
      await removePath(world);
      await world.settle();
      expect(await cloud.leftovers()).toEqual([]);
    } finally {
      Object.assign(domain, { clock });
    }
  },
);
