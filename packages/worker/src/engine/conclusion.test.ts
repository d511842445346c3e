import { describe, expect, test } from 'vitest';
import type { Provider, ProviderFailure } from '@seca-hetzner/domain';
import { LeaseLostError } from '@seca-hetzner/domain/jobs';
import { concludeExecution } from './conclusion.js';
import type { Execution } from './execute-plan.js';

class CloudError extends Error {
  constructor(readonly failure: ProviderFailure) {
    super(failure.message);
  }
}

const provider = {
  name: 'test',
  reconcilers: [],
  failureOf: (error) => (error instanceof CloudError ? error.failure : undefined),
  close: async () => undefined,
} satisfies Provider;

function aFailure(more: Partial<ProviderFailure>): CloudError {
  return new CloudError({
    code: 'PROVIDER_UNAVAILABLE',
    message: 'no',
    isRetryable: true,
    severity: 'failure',
    ...more,
  });
}

function conclude(
  end: Execution['end'],
  {
    failures = 0,
    lookAgainMs,
    signal = new AbortController().signal,
  }: {
    failures?: number;
    lookAgainMs?: number;
    signal?: AbortSignal;
  } = {},
) {
  const execution: Execution = { actual: undefined, planned: [], steps: [], end };
  return concludeExecution(execution, provider, signal, failures, lookAgainMs);
}

const threw = (error: unknown): Execution['end'] => ({ type: 'threw', error });

describe('a run that is done', () => {
  test('comes back when its reconciler wants to look again, and has no failures any more', () => {
    expect(conclude({ type: 'done' }, { failures: 3, lookAgainMs: 5_000 })).toMatchObject({
      outcome: 'done',
      dueAfterMs: 5_000,
      failures: 0,
    });
    expect(conclude({ type: 'done' }).dueAfterMs).toBeUndefined();
  });
});

describe('a run that waits', () => {
  const wait = (pollAfterMs?: number): Execution['end'] => ({
    type: 'waiting',
    wait: { do: 'wait', reason: 'the subnet', ...(pollAfterMs === undefined ? {} : { pollAfterMs }) },
  });

  test('says what for, and comes back at the time it named', () => {
    expect(conclude(wait(2_000))).toMatchObject({
      outcome: 'waiting',
      reason: 'the subnet',
      dueAfterMs: 2_000,
    });
  });

  test('that names no time does not turn in circles over what its reconciler looks at anyway', () => {
    expect(conclude(wait(), { lookAgainMs: 0 }).dueAfterMs).toBe(30_000);
    expect(conclude(wait(), { lookAgainMs: 1 }).dueAfterMs).toBe(30_000);
    expect(conclude(wait()).dueAfterMs).toBeUndefined();
  });
});

describe('a run that the provider refused', () => {
  test('is tried again with a pause that grows with each failure', () => {
    const first = conclude(threw(aFailure({})));
    const fifth = conclude(threw(aFailure({})), { failures: 4 });
    expect(first).toMatchObject({ outcome: 'failed', failures: 1 });
    expect(fifth.failures).toBe(5);
    expect(fifth.dueAfterMs).toBeGreaterThan(first.dueAfterMs ?? 0);
  });

  test('is not tried again before the provider said', () => {
    expect(conclude(threw(aFailure({ retryAfterMs: 60_000 }))).dueAfterMs).toBe(60_000);
  });

  test('is stuck when trying again cannot help, and is still looked after', () => {
    const refused = threw(aFailure({ isRetryable: false }));
    expect(conclude(refused)).toMatchObject({ outcome: 'stuck', dueAfterMs: undefined });
    expect(conclude(refused, { lookAgainMs: 60_000 })).toMatchObject({
      outcome: 'stuck',
      dueAfterMs: 60_000,
    });
  });

  test('waits, when the object is only busy, without the pause growing', () => {
    const busy = conclude(threw(aFailure({ severity: 'busy' })), { failures: 9 });
    expect(busy).toMatchObject({ outcome: 'waiting', failures: 9 });
    expect(busy.dueAfterMs).toBeLessThanOrEqual(2_000);
  });

  test('has the connection looked at when it is the connection that fails', () => {
    const doubtAfter = (failure: Partial<ProviderFailure>) =>
      conclude(threw(aFailure(failure))).connectionDoubt;
    expect(doubtAfter({ code: 'PROVIDER_UNAUTHORIZED', severity: 'wait' })).toBe('access');
    expect(doubtAfter({ code: 'PROVIDER_UNAVAILABLE', severity: 'wait' })).toBe('health');
    expect(doubtAfter({ code: 'PROVIDER_UNAVAILABLE', severity: 'busy' })).toBeUndefined();
    expect(doubtAfter({})).toBeUndefined();
  });

  test('leaves a connection alone that is known to be of no use', () => {
    const barred = aFailure({ code: 'PROVIDER_UNAUTHORIZED', severity: 'wait', isBarred: true });
    expect(conclude(threw(barred)).connectionDoubt).toBeUndefined();
  });
});

describe('a run that broke off', () => {
  const stopped = AbortSignal.abort(new Error('the worker is stopping'));

  test('is released for the next worker, whether the lease was lost or the process stops', () => {
    const lost = new LeaseLostError({ unit: { type: 'network', uid: 'u' }, owner: 'me', fencing: '1' });
    expect(conclude(threw(lost), { failures: 2 }).outcome).toBe('released');
    expect(conclude(threw(new Error('x')), { signal: stopped }).outcome).toBe('released');
  });

  test('by a defect of ours is tried again, and shows clients nothing of the defect', () => {
    const defect = conclude(threw(new TypeError('x is not a function')));
    expect(defect).toMatchObject({ outcome: 'failed', reason: 'x is not a function', failures: 1 });
    expect(JSON.stringify(defect.ending)).not.toContain('not a function');
    expect(defect.dueAfterMs).toBeGreaterThan(0);
  });
});
