import type { AnyReconciler } from '@seca-hetzner/domain';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { runUnit } from '../../src/engine/run-unit.js';
import type { WorkerWorld } from './world.js';

/** Runs a unit once and looks after each of its steps, whose names it returns. */
export async function runWatched(
  world: WorkerWorld,
  unit: Unit,
  look: (step: string) => Promise<void>,
): Promise<string[]> {
  const steps: string[] = [];
  const watched = (reconciler: AnyReconciler): AnyReconciler => ({
    ...reconciler,
    async apply(step, ...args) {
      const actual = await reconciler.apply(step, ...args);
      steps.push(step.do);
      await look(step.do);
      return actual;
    },
  });
  const registry = new Map([...world.engine.registry].map(([type, each]) => [type, watched(each)]));
  await runUnit({ ...world.engine, registry }, unit, new AbortController().signal);
  return steps;
}
