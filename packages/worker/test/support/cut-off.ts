import type { AnyReconciler } from '@seca-hetzner/domain';
import type { Unit } from '@seca-hetzner/domain/jobs';
import { runUnit } from '../../src/engine/run-unit.js';
import type { WorkerWorld } from './world.js';

/** Runs a unit and stops it, as a killed worker would, after its `nth` step; tells whether it got that far. */
export async function runCutOff(world: WorkerWorld, unit: Unit, nth: number): Promise<boolean> {
  const kill = new AbortController();
  let steps = 0;
  const cut = (reconciler: AnyReconciler): AnyReconciler => ({
    ...reconciler,
    async apply(...args) {
      const actual = await reconciler.apply(...args);
      steps += 1;
      if (steps === nth) kill.abort(new Error('killed'));
      return actual;
    },
  });
  const registry = new Map([...world.engine.registry].map(([type, reconciler]) => [type, cut(reconciler)]));
  await runUnit({ ...world.engine, registry }, unit, kill.signal);
  return kill.signal.aborted;
}
