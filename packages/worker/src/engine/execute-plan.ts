import type { AnyReconciler, PlannedStep, Run, RunStep, WaitStep } from '@seca-hetzner/domain';

/** What came of observing, planning and acting. */
export interface Execution {
  /** What is there now, as far as it is known; absent when it could not even be looked at. */
  actual: unknown;
  /** The whole plan at the start, step by step. */
  planned: readonly string[];
  /** What was done of it. */
  steps: readonly RunStep[];
  end: { type: 'done' } | { type: 'waiting'; wait: WaitStep } | { type: 'threw'; error: unknown };
}

/** More steps than any unit needs; beyond it a plan does not lead anywhere. */
const MAX_STEPS = 500;

/**
 * Plans, does the first step, and plans anew from what is there then, until nothing is left or the plan says to
 * wait. What a step throws ends it; what was done before stays done.
 */
export async function executePlan(
  reconciler: AnyReconciler,
  intent: unknown,
  run: Run,
  countCalls: () => number,
  onProgress: (actual: unknown) => Promise<void>,
): Promise<Execution> {
  const steps: RunStep[] = [];
  let planned: readonly string[] = [];
  let actual: unknown;
  try {
    actual = await reconciler.observe(intent, run);
    planned = reconciler.plan(intent, actual).map(nameOf);
    for (;;) {
      const [step] = reconciler.plan(intent, actual);
      if (!step) return { actual, planned, steps, end: { type: 'done' } };
      if (isWait(step)) return { actual, planned, steps, end: { type: 'waiting', wait: step } };
      if (steps.length >= MAX_STEPS) throw new Error(`the plan does not end: still ${nameOf(step)}`);
      run.signal.throwIfAborted();
      const done = await doStep(reconciler, step, intent, actual, run, countCalls);
      steps.push(done.record);
      if ('error' in done) throw done.error;
      actual = done.actual;
      await onProgress(actual);
    }
  } catch (error) {
    return { actual, planned, steps, end: { type: 'threw', error } };
  }
}

type Done = { record: RunStep; actual: unknown } | { record: RunStep; error: unknown };

async function doStep(
  reconciler: AnyReconciler,
  step: PlannedStep,
  intent: unknown,
  actual: unknown,
  run: Run,
  countCalls: () => number,
): Promise<Done> {
  const { clock } = run.domain;
  const startedAt = clock.now();
  const callsBefore = countCalls();
  const recordOf = (result: string): RunStep => ({
    do: nameOf(step),
    startedAt: startedAt.toISOString(),
    durationMs: clock.now().getTime() - startedAt.getTime(),
    calls: countCalls() - callsBefore,
    result,
  });
  try {
    const after = await reconciler.apply(step, intent, actual, run);
    run.logger.info({ step: nameOf(step) }, 'step done');
    return { record: recordOf('done'), actual: after };
  } catch (error) {
    return { record: recordOf(error instanceof Error ? error.message : String(error)), error };
  }
}

function isWait(step: PlannedStep): step is WaitStep {
  return step.do === 'wait';
}

/** `add-route 0.0.0.0/0 10.0.1.253`: the step with what it is about, for people. */
function nameOf(step: PlannedStep): string {
  const { do: name, ...details } = step;
  return [name, ...Object.values(details).map(textOf)].join(' ');
}

function textOf(value: unknown): string {
  if (value !== null && typeof value === 'object') return Object.values(value).map(textOf).join(' ');
  return String(value);
}
