import { expect, test } from 'vitest';
import { waitUntil } from '../wait.js';
import { keepRunning, type Running } from './keep-running.js';

interface Fake extends Running {
  end(): void;
  hasEnded: boolean;
}

function fake(): Fake {
  let settle: (() => void) | undefined;
  const exited = new Promise<void>((resolve) => (settle = resolve));
  const running: Fake = {
    exited,
    hasEnded: false,
    end() {
      running.hasEnded = true;
      settle?.();
    },
    async stop() {
      running.end();
    },
  };
  return running;
}

function kept(start?: () => Fake, options: { firstPauseMs?: number } = {}) {
  const all = [fake()];
  const said: string[] = [];
  const next = () => {
    const running = start ? start() : fake();
    all.push(running);
    return running;
  };
  const handle = keepRunning(all[0]!, {
    name: 'worker',
    start: next,
    report: (message) => said.push(message),
    firstPauseMs: 1,
    ...options,
  });
  const grownTo = (count: number) => waitUntil(() => all.length >= count, { limitMs: 2_000, everyMs: 1 });
  return { all, said, handle, grownTo };
}

test('what ends by itself is started again, each time after a longer pause', async () => {
  const { all, said, handle, grownTo } = kept();
  all[0]!.end();
  await grownTo(2);
  all[1]!.end();
  await grownTo(3);
  await handle.stop(100);
  expect(said).toEqual([
    'worker has ended by itself; it is started again in 0.001 s',
    'worker has ended by itself; it is started again in 0.002 s',
  ]);
});

test('what is stopped stays stopped', async () => {
  const { all, said, handle } = kept();
  await handle.stop(100);
  expect(all[0]!.hasEnded).toBe(true);
  expect(all).toHaveLength(1);
  expect(said).toEqual([]);
});

test('a stop during the pause ends the wait', async () => {
  const { all, said, handle } = kept(undefined, { firstPauseMs: 60_000 });
  all[0]!.end();
  await waitUntil(() => said.length > 0, { limitMs: 2_000, everyMs: 1 });
  await handle.stop(100);
  expect(all).toHaveLength(1);
});

test('a start that fails is tried again', async () => {
  let tries = 0;
  const { all, said, handle, grownTo } = kept(() => {
    tries += 1;
    if (tries === 1) throw new Error('no memory');
    return fake();
  });
  all[0]!.end();
  await grownTo(2);
  await handle.stop(100);
  expect(said).toContain('worker could not be started again: no memory');
});
