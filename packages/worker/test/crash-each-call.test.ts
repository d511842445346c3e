import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePower } from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import {
  addForeignObjects,
  askForAll,
  askForNothing,
  lookAtAll,
  type Sight,
} from './support/crash-scenario.js';
import { startHetznerProxy, type HetznerProxy, type Passage } from './support/hetzner-proxy.js';
import { KillEach, type Moment } from './support/kill-each.js';
import { createWorkerWorld, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;
let hetzner: HetznerProxy;
let pass: Passage;
const untouched: Passage = (_call, _place, make) => make();

beforeAll(async () => {
  world = await createWorkerWorld();
  pass = untouched;
  hetzner = await startHetznerProxy(world.cloud.url, (...call) => pass(...call));
  await world.dataSource.query(`UPDATE provider_connection SET endpoint = $1`, [hetzner.url]);
  await addForeignObjects(world);
});
afterAll(async () => {
  await world.close();
  await hetzner.close();
});

/** All there is, then a machine that has run, then a copy of its disk, then nothing again. */
const stages: readonly (() => Promise<unknown>)[] = [
  async () => undefined,
  () => askForAll(world),
  () => changePower(world.domain, world.caller, identityOf('instance', 'vm2'), 'start'),
  () =>
    put(world.domain, world.caller, 'image', 'disk', {
      spec: { blockStorageRef: { resource: 'workspaces/w/block-storages/boot2' } },
    }),
  () => askForNothing(world),
];

/** Works off what is due as workers that die and are succeeded by others, which know nothing of them. */
async function settleDying(killer: KillEach): Promise<void> {
  for (;;) {
    await world.settle(() => {
      if (killer.signal.aborted) world.setNatStandbys(false);
      killer.renew();
      return killer.signal;
    });
    if (!killer.signal.aborted) return;
  }
}

/** What goes may be looked at again only after a while; that while is over at once, at most so often. */
async function settleAll(settle: () => Promise<void>): Promise<void> {
  for (let looks = 0; looks < 10; looks++) {
    await settle();
    const [, hurried]: [unknown, number] = await world.dataSource.query(
      `UPDATE resource SET due_at = clock_timestamp() WHERE deleted_at IS NOT NULL AND due_at > clock_timestamp()`,
    );
    if (hurried === 0) return;
  }
}

async function goThrough(settle: () => Promise<void>): Promise<Sight[]> {
  const sights: Sight[] = [];
  for (const ask of stages) {
    await ask();
    await settleAll(settle);
    sights.push(await lookAtAll(world));
  }
  return sights;
}

let calm: Sight[] | undefined;

test.each<Moment>(['before', 'after'])(
  'a worker that dies once %s each of its calls that change something leaves nothing undone and nothing twice',
  async (moment) => {
    pass = untouched;
    calm ??= await goThrough(() => world.settle());
    const killer = new KillEach(moment);
    pass = (...call) => killer.pass(...call);
    expect(await goThrough(() => settleDying(killer))).toEqual(calm);
    process.stdout.write(`died ${moment} ${killer.kills.length} calls:\n  ${killer.kills.join('\n  ')}\n`);
    expect(killer.kills.length).toBeGreaterThan(20);
  },
);
