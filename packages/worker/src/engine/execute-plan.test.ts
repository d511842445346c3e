import { describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { anyReconciler, type AnyReconciler, type Run } from '@seca-hetzner/domain';
import { systemClock } from '@seca-hetzner/domain/runtime';
import { executePlan } from './execute-plan.js';

type Step = { do: 'add'; what: string } | { do: 'wait'; reason: string };

/** Wants each of `wanted` to be there, in turn; `apply` decides what a step comes to. */
function adding(
  wanted: readonly string[],
  apply: (step: Step, actual: string[]) => string[] = (step, actual) =>
    step.do === 'add' ? [...actual, step.what] : actual,
  more: Step[] = [],
): AnyReconciler {
  return anyReconciler<null, string[], Step>({
    unit: 'network',
    load: async () => null,
    observe: async () => [],
    plan: (_intent, actual) => [
      ...wanted.filter((what) => !actual.includes(what)).map((what): Step => ({ do: 'add', what })),
      ...more,
    ],
    apply: async (step, _intent, actual) => apply(step, actual),
    report: () => [],
    lookAgainAfterMs: () => undefined,
  });
}

function execute(reconciler: AnyReconciler, signal = new AbortController().signal) {
  const progress: unknown[] = [];
  const run = {
    domain: { clock: systemClock() },
    logger: pino({ level: 'silent' }),
    signal,
  } as unknown as Run;
  const execution = executePlan(
    reconciler,
    null,
    run,
    () => 0,
    async (actual) => void progress.push(actual),
  );
  return execution.then((done) => ({ ...done, progress }));
}

describe('a plan', () => {
  test('is done step by step, each planned from what was there after the one before', async () => {
    const { end, planned, steps, actual, progress } = await execute(adding(['a', 'b']));
    expect(end).toEqual({ type: 'done' });
    expect(planned).toEqual(['add a', 'add b']);
    expect(steps.map((step) => [step.do, step.result])).toEqual([
      ['add a', 'done'],
      ['add b', 'done'],
    ]);
    expect(actual).toEqual(['a', 'b']);
    expect(progress).toEqual([['a'], ['a', 'b']]);
  });

  test('ends where it says to wait', async () => {
    const { end, steps } = await execute(adding(['a'], undefined, [{ do: 'wait', reason: 'for b' }]));
    expect(end).toEqual({ type: 'waiting', wait: { do: 'wait', reason: 'for b' } });
    expect(steps).toHaveLength(1);
  });

  test('ends where a step fails; what was done stays known', async () => {
    const failing = adding(['a', 'b'], (step, actual) => {
      if (step.do === 'add' && step.what === 'b') throw new Error('no b');
      return [...actual, 'a'];
    });
    const { end, steps, actual } = await execute(failing);
    expect(end).toMatchObject({ type: 'threw', error: { message: 'no b' } });
    expect(steps.map((step) => step.result)).toEqual(['done', 'no b']);
    expect(actual).toEqual(['a']);
  });

  test('does no further step once the run is to stop', async () => {
    const stop = new AbortController();
    const stopping = adding(['a', 'b'], (_step, actual) => {
      stop.abort(new Error('stop'));
      return [...actual, 'a'];
    });
    const { end, steps } = await execute(stopping, stop.signal);
    expect(steps).toHaveLength(1);
    expect(end).toMatchObject({ type: 'threw', error: { message: 'stop' } });
  });

  test('that leads nowhere is given up rather than turned in circles', async () => {
    const { end } = await execute(adding(['a'], (_step, actual) => actual));
    expect(end).toMatchObject({ type: 'threw', error: { message: 'the plan does not end: still add a' } });
  });
});
