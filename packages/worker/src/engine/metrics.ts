import { Counter, Gauge, Histogram, type Registry } from '@seca-hetzner/domain/runtime';
import type { RunOutcome, RunStep } from '@seca-hetzner/domain';
import type { HetznerCall } from '@seca-hetzner/provider-hetzner/reconcilers';

/** What the worker tells about itself. */
export interface EngineMetrics {
  observeRun(unit: string, outcome: RunOutcome, durationMs: number): void;
  observeSteps(unit: string, steps: readonly RunStep[]): void;
  observeCall(call: HetznerCall): void;
  observeBacklog(backlog: { depth: number; oldestMs: number }): void;
  observeBudget(connectionId: string, remaining: number): void;
}

const RUN_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180];
const CALL_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const MS_PER_S = 1_000;

export function createEngineMetrics(registry: Registry): EngineMetrics {
  const registers = [registry];
  const runs = new Histogram({
    name: 'seca_reconcile_duration_seconds',
    help: 'Runs of reconcilers by unit and outcome.',
    labelNames: ['unit', 'outcome'],
    buckets: RUN_BUCKETS_S,
    registers,
  });
  const steps = new Counter({
    name: 'seca_reconcile_steps_total',
    help: 'Steps of runs by what they do, such as `add-route`, and whether that was done.',
    labelNames: ['unit', 'step', 'done'],
    registers,
  });
  const calls = new Histogram({
    name: 'seca_hetzner_call_duration_seconds',
    help: 'Calls to Hetzner that left, by operation.',
    labelNames: ['operation'],
    buckets: CALL_BUCKETS_S,
    registers,
  });
  const answers = new Counter({
    name: 'seca_hetzner_calls_total',
    help: 'Calls to Hetzner by operation and error code, `ok` for a success.',
    labelNames: ['operation', 'code'],
    registers,
  });
  const depth = new Gauge({ name: 'seca_due_units', help: 'Units that are due now.', registers });
  const age = new Gauge({
    name: 'seca_due_oldest_seconds',
    help: 'For how long the oldest unit that is due has been so.',
    registers,
  });
  const budget = new Gauge({
    name: 'seca_hetzner_budget_remaining',
    help: "Calls left in a project's rate limit.",
    labelNames: ['connection'],
    registers,
  });
  return {
    observeRun: (unit, outcome, durationMs) => runs.observe({ unit, outcome }, durationMs / MS_PER_S),
    observeSteps(unit, taken) {
      for (const { do: text, result } of taken) {
        const [step = ''] = text.split(' ');
        steps.inc({ unit, step, done: String(result === 'done') });
      }
    },
    observeCall({ operation, code, durationMs }) {
      calls.observe({ operation }, durationMs / MS_PER_S);
      answers.inc({ operation, code: code ?? 'ok' });
    },
    observeBacklog({ depth: units, oldestMs }) {
      depth.set(units);
      age.set(oldestMs / MS_PER_S);
    },
    observeBudget: (connection, remaining) => budget.set({ connection }, remaining),
  };
}
