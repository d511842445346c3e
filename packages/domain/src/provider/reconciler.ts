import type { Domain } from '../domain.js';
import type { Unit, UnitType } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import type { Logger } from '../runtime/logger.js';
import type { ProviderErrorCode } from './provider-errors.js';
import type { ResourceReport } from './report.js';

/** What a run works with. Everything in it ends with the run. */
export interface Run {
  unit: Unit;
  domain: Domain;
  logger: Logger;
  /** Aborted when the process stops or the lease is lost. */
  signal: AbortSignal;
  /** Writes to the database as long as the lease is held; throws `LeaseLostError` otherwise. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Confirms the lease; to be awaited before every call to the provider. */
  confirm(): Promise<void>;
  /** Told of every call to the provider. */
  countCall(): void;
}

/** One step of a plan. `wait` ends the run; it is planned where only time or somebody else can help. */
export type PlannedStep = { do: string } | WaitStep;

export interface WaitStep {
  do: 'wait';
  /** For people, after "Waiting: ". */
  reason: string;
  /** When to look again; without it, not before something happens. */
  pollAfterMs?: number;
}

/** Where a run stands, for the reports about its resources: `ongoing` after each step, or how it ended. */
export type RunEnding =
  | { type: 'ongoing' }
  | { type: 'done' }
  | { type: 'waiting'; reason: string }
  | { type: 'failed'; failure: ProviderFailure };

/** Why the provider did not do what was asked, classed once. */
export interface ProviderFailure {
  code: ProviderErrorCode;
  /** For people: what was tried, and what the provider said. */
  message: string;
  /** Whether trying again unchanged can help. */
  isRetryable: boolean;
  /**
   * `busy`: the object is being changed, and soon free; `wait`: the provider cannot be used right now; `failure`:
   * what is wanted cannot be had.
   */
  severity: 'busy' | 'wait' | 'failure';
  /** Whether we did not even ask, since the connection is known to be of no use; it opens again by its own check. */
  isBarred?: boolean;
  /** When trying again makes sense, where the provider said so. */
  retryAfterMs?: number;
}

/**
 * Makes one kind of unit true at a provider. Level-triggered: a run gets no event, it looks at what is wanted
 * and at what is there. Every step may be cut off at any point and run again.
 */
export interface Reconciler<Intent, Actual, Step extends PlannedStep> {
  readonly unit: UnitType;
  /** Names of steps that are done on nobody's behalf, such as to heal something: each stands in the audit. */
  readonly ownActs?: readonly string[];
  /** What is wanted, read from the database; `undefined` when the unit is gone. */
  load(run: Run): Promise<Intent | undefined>;
  /** What is there, read from the provider. */
  observe(intent: Intent, run: Run): Promise<Actual>;
  /** The steps from `actual` to `intent`, in order; none means done. Pure. */
  plan(intent: Intent, actual: Actual): readonly Step[];
  /** Does one step and returns what is there after it. */
  apply(step: Step, intent: Intent, actual: Actual, run: Run): Promise<Actual>;
  /** What the run has learnt by `now` about the resources of the unit; without `actual` when it could not even look. Pure. */
  report(intent: Intent, actual: Actual | undefined, ending: RunEnding, now: Date): readonly ResourceReport[];
  /** Writes down what is no resource's, in the transaction that ends the run. */
  conclude?(
    intent: Intent,
    actual: Actual | undefined,
    ending: RunEnding,
    run: Run,
    transaction: Transaction,
  ): Promise<void>;
  /**
   * When to look again although nothing is left to do, or nothing can be done, in ms; without it, not before
   * something happens.
   */
  lookAgainAfterMs(intent: Intent, actual: Actual | undefined): number | undefined;
}

/** A reconciler whose own types nobody outside of it needs. */
export type AnyReconciler = Reconciler<unknown, unknown, PlannedStep>;

/** Hides the types of a reconciler: the engine only hands them back to where they came from. */
export function anyReconciler<I, A, S extends PlannedStep>(reconciler: Reconciler<I, A, S>): AnyReconciler {
  return reconciler;
}

/** What a provider's package gives the worker. */
export interface Provider {
  readonly name: string;
  readonly reconcilers: readonly AnyReconciler[];
  /** Classes what a step threw; `undefined` for what does not come from the provider. */
  failureOf(error: unknown): ProviderFailure | undefined;
  close(): Promise<void>;
}
