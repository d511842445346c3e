import { randomUUID } from 'node:crypto';
import {
  applyReports,
  describeUnit,
  recordRun,
  recordWorkerAct,
  suspectConnectionOf,
  type AnyReconciler,
  type Domain,
  type Provider,
  type Run,
} from '@seca-hetzner/domain';
import {
  acquireLease,
  readDue,
  releaseLease,
  setNextDue,
  unitKey,
  type DueState,
  type Unit,
} from '@seca-hetzner/domain/jobs';
import type { Registry } from '../registry.js';
import { concludeExecution, type Conclusion } from './conclusion.js';
import { executePlan, type Execution } from './execute-plan.js';
import { LEASE_MS, holdLease, type HeldLease } from './held-lease.js';
import type { EngineMetrics } from './metrics.js';

export interface Engine {
  domain: Domain;
  provider: Provider;
  registry: Registry;
  metrics: EngineMetrics;
  /** Names this worker in leases. */
  owner: string;
}

/**
 * One run for a unit: take its lease, read what is wanted, look at what is there, plan, act, and write down what
 * was learnt, together with when to look again. A unit that somebody else works on is left to them.
 */
export async function runUnit(engine: Engine, unit: Unit, stopping: AbortSignal): Promise<void> {
  const { domain, owner, registry } = engine;
  const reconciler = registry.get(unit.type);
  const lease = await acquireLease(domain.dataSource, unit, owner, LEASE_MS);
  if (!lease || !reconciler) return;
  const held = holdLease(domain, lease);
  try {
    const due = await readDue(domain.dataSource.manager, unit);
    if (due) await reconcile(engine, reconciler, unit, due, held, stopping);
  } finally {
    held.stop();
    await releaseLease(domain.dataSource, lease);
  }
}

async function reconcile(
  engine: Engine,
  reconciler: AnyReconciler,
  unit: Unit,
  due: DueState,
  held: HeldLease,
  stopping: AbortSignal,
): Promise<void> {
  const { domain, provider, metrics } = engine;
  const runId = randomUUID();
  const startedAt = domain.clock.now();
  let calls = 0;
  const run: Run = {
    unit,
    domain,
    logger: domain.logger.child({ runId, unit: unitKey(unit) }),
    signal: AbortSignal.any([held.signal, stopping]),
    write: held.write,
    confirm: held.confirm,
    countCall: () => {
      calls += 1;
    },
  };
  const intent = await reconciler.load(run);
  if (intent === undefined) return;
  // What is settled in mid-run is told at once: others may be waiting for it while the rest takes its time.
  const tellProgress = (actual: unknown): Promise<void> =>
    held.write((transaction) =>
      applyReports(
        domain,
        transaction,
        reconciler.report(intent, actual, { type: 'ongoing' }, domain.clock.now()),
      ),
    );
  const execution = await executePlan(reconciler, intent, run, () => calls, tellProgress);
  const lookAgain = reconciler.lookAgainAfterMs(intent, execution.actual);
  const conclusion = concludeExecution(execution, provider, run.signal, due.failures, lookAgain);
  metrics.observeRun(unit.type, conclusion.outcome, domain.clock.now().getTime() - startedAt.getTime());
  metrics.observeSteps(unit.type, execution.steps);
  log(run, execution, conclusion);
  if (conclusion.outcome === 'released') return;

  await held.write(async (transaction) => {
    const { manager } = transaction;
    // Before the reports: they may remove it. Runs that did nothing leave no trace, or the table would hold little else.
    const about = execution.steps.length > 0 ? await describeUnit(manager, unit) : undefined;
    const reports = reconciler.report(intent, execution.actual, conclusion.ending, domain.clock.now());
    await applyReports(domain, transaction, reports);
    await reconciler.conclude?.(intent, execution.actual, conclusion.ending, run, transaction);
    const { dueAfterMs } = conclusion;
    const dueInMs = dueAfterMs === undefined ? undefined : domain.clock.span(dueAfterMs);
    await setNextDue(manager, unit, due.mark, dueInMs, conclusion.failures);
    const { connectionDoubt } = conclusion;
    if (connectionDoubt) await suspectConnectionOf(domain, transaction, unit, connectionDoubt);
    for (const { do: step, startedAt: at, result } of execution.steps) {
      const isOwn = reconciler.ownActs?.includes(step.split(' ')[0] ?? '');
      if (isOwn && result === 'done') await recordWorkerAct(manager, unit.uid, step, new Date(at));
    }
    if (!about) return;
    await recordRun(manager, {
      id: runId,
      unitType: unit.type,
      unitUid: unit.uid,
      ...about,
      startedAt,
      endedAt: domain.clock.now(),
      outcome: conclusion.outcome,
      reason: conclusion.reason ?? null,
      planned: [...execution.planned],
      steps: [...execution.steps],
      calls,
    });
  });
}

function log({ logger }: Run, { end, steps }: Execution, { outcome, reason }: Conclusion): void {
  const fields = { outcome, steps: steps.length, ...(reason === undefined ? {} : { reason }) };
  if (end.type === 'threw' && outcome === 'failed')
    logger.error({ ...fields, error: end.error }, 'run failed');
  else if (end.type === 'threw' && outcome === 'stuck')
    logger.error({ ...fields, error: end.error }, 'run stuck');
  else if (end.type === 'threw') logger.warn({ ...fields, error: end.error }, 'run put off');
  else if (steps.length > 0) logger.info(fields, 'run ended');
  else logger.debug(fields, 'run found nothing to do');
}
