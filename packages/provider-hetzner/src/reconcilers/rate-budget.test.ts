import { expect, test, vi } from 'vitest';
import type { Domain } from '@seca-hetzner/domain';
import { NoCallFreeError } from './failures.js';
import { createRateBudget } from './rate-budget.js';

/** A domain whose database grants calls from `free`. */
function domainWith(free: { calls: number }): Domain {
  const query = vi.fn(async (sql: string, parameters: number[]) => {
    if (!sql.includes('granted')) return [];
    const granted = Math.max(0, Math.min(parameters[1] ?? 0, free.calls - (parameters[2] ?? 0)));
    free.calls -= granted;
    return [[{ granted }], 1];
  });
  const sleep = (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, 1);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    });
  return {
    dataSource: { query },
    clock: { now: () => new Date(), after: () => new Date(), sleep },
    logger: { warn: vi.fn() },
  } as unknown as Domain;
}

test('calls come from the database in chunks, not one by one', async () => {
  const domain = domainWith({ calls: 1_000 });
  const budget = createRateBudget(domain, 'c');
  for (let call = 0; call < 20; call += 1) await budget.acquire({ priority: 'repair', group: 'w' });
  const grants = vi.mocked(domain.dataSource.query).mock.calls.filter(([sql]) => sql.includes('granted'));
  expect(grants).toHaveLength(2);
});

test('when calls are scarce, repair goes before normal work and normal work before background', async () => {
  const free = { calls: 0 };
  const budget = createRateBudget(domainWith(free), 'c');
  const order: string[] = [];
  const waiting = (['background', 'normal', 'repair'] as const).map((priority) =>
    budget.acquire({ priority, group: 'w' }).then(() => order.push(priority)),
  );
  free.calls = 10_000;
  await Promise.all(waiting);
  expect(order).toEqual(['repair', 'normal', 'background']);
});

test('workspaces take turns, so that one with much to do does not starve the others', async () => {
  const free = { calls: 0 };
  const budget = createRateBudget(domainWith(free), 'c');
  const order: string[] = [];
  const ask = (group: string) => budget.acquire({ priority: 'normal', group }).then(() => order.push(group));
  const waiting = [...Array.from({ length: 5 }, () => ask('busy')), ask('calm')];
  free.calls = 10_000;
  await Promise.all(waiting);
  expect(order.indexOf('calm')).toBeLessThanOrEqual(1);
});

test('background work leaves the reserve alone', async () => {
  const free = { calls: 720 };
  const budget = createRateBudget(domainWith(free), 'c');
  const abort = new AbortController();
  const refused = budget.acquire({ priority: 'background', group: 'w', signal: abort.signal });
  await budget.acquire({ priority: 'repair', group: 'w' });
  abort.abort(new Error('enough'));
  await expect(refused).rejects.toThrow('enough');
});

test('a run does not begin where runs of its workspace wait for calls already, and others may', async () => {
  const free = { calls: 0 };
  const budget = createRateBudget(domainWith(free), 'c');
  await budget.admit({ priority: 'normal', group: 'busy' });
  const first = budget.acquire({ priority: 'normal', group: 'busy' });
  await vi.waitFor(() =>
    expect(budget.admit({ priority: 'normal', group: 'busy' })).rejects.toThrow(NoCallFreeError),
  );
  await budget.admit({ priority: 'normal', group: 'calm' });
  await budget.admit({ priority: 'repair', group: 'busy' });
  free.calls = 10_000;
  await first;
  await budget.admit({ priority: 'normal', group: 'busy' });
});

test('background work does not begin before it has a call', async () => {
  const free = { calls: 700 };
  const budget = createRateBudget(domainWith(free), 'c');
  await expect(budget.admit({ priority: 'background', group: 'c' })).rejects.toThrow(NoCallFreeError);
  free.calls = 800;
  await budget.admit({ priority: 'background', group: 'c' });
  await budget.acquire({ priority: 'background', group: 'c' });
});

test('calls that are not made soon are given up, since the provider has counted on', async () => {
  const free = { calls: 1_000 };
  const domain = domainWith(free);
  const budget = createRateBudget(domain, 'c');
  let now = new Date();
  domain.clock.now = () => now;
  await budget.acquire({ priority: 'repair', group: 'w' });
  await budget.acquire({ priority: 'repair', group: 'w' });
  expect(free.calls).toBe(990);
  now = new Date(now.getTime() + 6_000);
  await budget.acquire({ priority: 'repair', group: 'w' });
  expect(free.calls).toBe(980);
});
