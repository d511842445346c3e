/** One trial, from the first look at the project to the proof that nothing is left in it. */
import { randomBytes } from 'node:crypto';
import { createHetznerClient, createHetznerTransport } from '@seca-hetzner/hetzner';
import type { SmokeOffers } from '@seca-hetzner/provider-hetzner/rules';
import { runBets, type Verdict } from './bets/index.js';
import { cleanUp, findOurs, stackFolder } from './clean.js';
import { runContract } from './contract.js';
import { beginEvidence, type Evidence, type TrialRecord } from './evidence.js';
import { openGate, type Gate } from './gate/gate.js';
import { readOffers } from './gate/offers.js';
import { runMainJob } from './main-job.js';
import { Refusal, type Part, type TrialOrder } from './order.js';

export interface PartOutcome {
  readonly part: string;
  /** `passed`, `failed`, or the verdict on a bet. */
  readonly outcome: 'passed' | 'failed' | Verdict;
  readonly seen: string;
}

export interface TrialOutcome {
  readonly record: TrialRecord;
  readonly parts: readonly PartOutcome[];
  readonly calls: number;
  /** Net, each object counted as if it lived until the expiry. */
  readonly spentEur: number;
  /** Why the trial ended before its end. */
  readonly stoppedBy: string | undefined;
  /** How many objects are left; `undefined` if even that is not known. */
  readonly left: number | undefined;
}

/** Throws `Refusal` before anything is touched. Whatever happens after that, the project is cleaned. */
export async function makeTrial(order: TrialOrder, interrupt: AbortSignal): Promise<TrialOutcome> {
  const { endpoint, token } = order;
  const ours = await findOurs(endpoint, token);
  if (ours.length > 0)
    throw new Refusal(
      `The project holds ${ours.length} objects of an installation or of another trial: take an empty one, or clean it first.`,
    );
  const record = recordOf(order);
  const offers = await offersAt(order);
  const evidence = beginEvidence(order.folder, record);
  const stop = new AbortController();
  const gate = await openGate({
    ...order,
    run: record.run,
    offers,
    evidence,
    onRefusal: (reason) => stop.abort(new Refusal(reason)),
  });
  const signal = AbortSignal.any([stop.signal, interrupt]);
  const parts: PartOutcome[] = [];
  let left: number | undefined;
  try {
    for (const part of order.parts) {
      if (signal.aborted) break;
      const outcome = await inEvidence(part, evidence, () =>
        WORK[part]({ order, record, gate, evidence, signal }),
      );
      parts.push(...outcome);
    }
  } finally {
    await gate.close();
    left = (await cleanUp({ record, token, evidence, wasCutOff: false })).length;
  }
  const outcome: TrialOutcome = {
    record,
    parts,
    calls: gate.calls(),
    spentEur: gate.spentEur(),
    stoppedBy: signal.aborted ? String(signal.reason?.message ?? signal.reason) : undefined,
    left,
  };
  evidence.note('outcome', outcome);
  return outcome;
}

const BAD: ReadonlySet<PartOutcome['outcome']> = new Set(['failed', 'refuted']);

export function isGood({ parts, stoppedBy, left }: TrialOutcome): boolean {
  return left === 0 && stoppedBy === undefined && parts.every(({ outcome }) => !BAD.has(outcome));
}

interface Work {
  order: TrialOrder;
  record: TrialRecord;
  gate: Gate;
  evidence: Evidence;
  signal: AbortSignal;
}

const WORK: Readonly<Record<Part, (work: Work) => Promise<PartOutcome[]>>> = {
  async contract({ gate, evidence, signal }) {
    const { passed, failed } = await runContract(gate, evidence, signal);
    const seen = `${passed} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join('; ')}` : ''}`;
    return [{ part: 'contract', outcome: failed.length === 0 ? 'passed' : 'failed', seen }];
  },
  async 'main-job'({ order, gate, evidence, signal }) {
    const dataDir = stackFolder(order.folder);
    await runMainJob({ ...order, gate, evidence, signal, dataDir });
    return [{ part: 'main-job', outcome: 'passed', seen: 'made, started with its way out, and deleted' }];
  },
  async bets({ order, record, gate, evidence, signal }) {
    const onOutcome = (outcome: object): void => evidence.note('bet', outcome);
    const outcomes = await runBets(gate, { ...order, run: record.run, signal, onOutcome });
    return outcomes.map(({ bet, verdict, seen }) => ({
      part: `bet: ${bet}`,
      outcome: verdict,
      seen,
    }));
  },
};

async function inEvidence(
  part: Part,
  evidence: Evidence,
  work: () => Promise<PartOutcome[]>,
): Promise<PartOutcome[]> {
  evidence.note('part', { part, is: 'begun' });
  const outcomes = await work().catch((error: unknown) => [
    { part, outcome: 'failed' as const, seen: error instanceof Error ? error.message : String(error) },
  ]);
  for (const outcome of outcomes) evidence.note('part', { is: 'over', ...outcome });
  return outcomes;
}

function recordOf({ endpoint, capEur, expiresAt }: TrialOrder): TrialRecord {
  return {
    run: randomBytes(6).toString('hex'),
    endpoint,
    capEur,
    expiresAt: expiresAt.toISOString(),
    startedAt: new Date().toISOString(),
  };
}

async function offersAt({ endpoint, token }: TrialOrder): Promise<SmokeOffers> {
  const transport = createHetznerTransport(
    { endpoint, token, mode: 'plan' },
    { userAgent: 'seca-hetzner-gateway/smoke' },
  );
  try {
    return await readOffers(createHetznerClient(transport, { priority: 'normal', group: 'smoke' }));
  } finally {
    await transport.close();
  }
}
