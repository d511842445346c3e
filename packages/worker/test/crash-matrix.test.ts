import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askForAll, askForNothing, type Sight } from './support/crash-scenario.js';
import { createCrashWorld, type CrashWorld } from './support/crash-world.js';
import type { Counted, KillPoint } from './support/kill-switch.js';

/**
 * How many points are tried of the way there, and of the way back, evenly spread over all: every other one is a call
 * that changes something. `all` takes every one.
 */
const POINTS = process.env['CRASH_POINTS'] ?? '4';
const SEED = Number(process.env['CRASH_SEED'] ?? 1);

let crash: CrashWorld;
const table: string[] = [];

beforeAll(async () => {
  crash = await createCrashWorld();
});
afterAll(async () => {
  process.stdout.write(`${table.join('\n')}\n`);
  await crash.close();
});

/** As many points as asked for, one in each of as many equal parts of the way; where in its part, the seed says. */
function pointsOf(counted: Counted): KillPoint[] {
  if (POINTS === 'all') {
    return Array.from({ length: counted.event }, (_, index) => ({ of: 'event', at: index + 1 }));
  }
  const count = Number(POINTS);
  return Array.from({ length: count }, (_, index) => {
    const of = index % 2 === 0 ? 'change' : 'event';
    const share = (((SEED * 7 + index * 5) % 11) + 0.5) / 11;
    return { of, at: Math.min(counted[of], 1 + Math.floor(((index + share) * counted[of]) / count)) };
  });
}

/** A point of one way, as a line of the table; tells whether it was reached. */
async function runPoint(doing: string, point: KillPoint, wanted: Sight): Promise<boolean> {
  const { victim } = await crash.work(point, wanted);
  const place = `${point.of} ${point.at}`;
  await crash.goOn(wanted);
  table.push(`  ${doing.padEnd(28)} ${place.padEnd(10)}  ${victim ?? 'done before'}`);
  return victim !== undefined;
}

describe('a worker that is killed', () => {
  test(
    'at any call or write, making or deleting, leaves a way on: one of each, and nothing of others touched',
    async () => {
      const { world, whole, empty } = crash;
      await askForAll(world);
      const there = await crash.work(undefined, whole);
      await crash.goOn(whole);
      await askForNothing(world);
      const back = await crash.work(undefined, empty);
      await crash.goOn(empty);
      table.push(
        `crash matrix, seed ${SEED}: ${there.event} events, ${there.change} of them changes, to make all; ` +
          `${back.event} and ${back.change} to delete it`,
      );
      let kills = 0;
      const [makings, deletions] = [pointsOf(there), pointsOf(back)];
      for (let index = 0; index < Math.max(makings.length, deletions.length); index += 1) {
        const [making, deletion] = [makings[index], deletions[index]];
        await askForAll(world);
        if (making) kills += Number(await runPoint('making', making, whole));
        else await crash.goOn(whole);
        await askForNothing(world);
        if (deletion) kills += Number(await runPoint('deleting', deletion, empty));
        else await crash.goOn(empty);
      }
      // A worker may need a few events less than the one that was counted.
      expect(kills).toBeGreaterThan(makings.length);
    },
    POINTS === 'all' ? 24 * 3_600_000 : Number(POINTS) * 300_000 + 120_000,
  );
});
