import {
  providerErrors,
  type ConnectionDoubt,
  type Provider,
  type ProviderFailure,
  type RunEnding,
  type RunOutcome,
} from '@seca-hetzner/domain';
import { LeaseLostError } from '@seca-hetzner/domain/jobs';
import { backoffMs } from './backoff.js';
import type { Execution } from './execute-plan.js';

/** What a run comes to: for the record, for the resources, and for the schedule. */
export interface Conclusion {
  outcome: RunOutcome;
  ending: RunEnding;
  /** Why it is not done, for people. */
  reason: string | undefined;
  /** When the unit is due again, in ms; `undefined`: not before something happens. */
  dueAfterMs: number | undefined;
  /** Failed runs in a row, this one included. */
  failures: number;
  /** Why the connection itself has to be looked at, if it has. */
  connectionDoubt: ConnectionDoubt | undefined;
}

/** Where a run cannot get on, what the reconciler looks at anyway is not looked at more often than this. */
const HELD_UP_MS = 30_000;

/** What names no time of its own is ended by somebody else, or by what the reconciler looks at anyway. */
export function concludeExecution(
  { end }: Execution,
  provider: Provider,
  signal: AbortSignal,
  failuresBefore: number,
  lookAgainAfterMs: number | undefined,
): Conclusion {
  const calm = { failures: 0, connectionDoubt: undefined };
  const patienceMs = lookAgainAfterMs === undefined ? undefined : Math.max(lookAgainAfterMs, HELD_UP_MS);
  switch (end.type) {
    case 'done':
      return {
        outcome: 'done',
        ending: { type: 'done' },
        reason: undefined,
        dueAfterMs: lookAgainAfterMs,
        ...calm,
      };
    case 'waiting': {
      const { reason, pollAfterMs } = end.wait;
      return {
        outcome: 'waiting',
        ending: { type: 'waiting', reason },
        reason,
        dueAfterMs: pollAfterMs ?? patienceMs,
        ...calm,
      };
    }
    case 'threw': {
      if (signal.aborted || end.error instanceof LeaseLostError) return released();
      const failure = provider.failureOf(end.error);
      return failure
        ? concludeFailure(failure, failuresBefore, patienceMs)
        : concludeDefect(end.error, failuresBefore);
    }
  }
}

/** The run stopped in mid-work; the unit is still due, for the next worker. */
function released(): Conclusion {
  const ending: RunEnding = { type: 'waiting', reason: 'a worker' };
  return {
    outcome: 'released',
    ending,
    reason: undefined,
    dueAfterMs: 0,
    failures: 0,
    connectionDoubt: undefined,
  };
}

function concludeFailure(
  failure: ProviderFailure,
  failuresBefore: number,
  patienceMs: number | undefined,
): Conclusion {
  const { code, message, isRetryable, severity, retryAfterMs = 0 } = failure;
  // An object that is being changed is soon free again, so the pause does not grow.
  const pauseMs = backoffMs(severity === 'busy' ? 1 : failuresBefore);
  return {
    outcome: severity === 'failure' ? (isRetryable ? 'failed' : 'stuck') : 'waiting',
    ending: { type: 'failed', failure },
    reason: `${code}: ${message}`,
    dueAfterMs: isRetryable ? Math.max(pauseMs, retryAfterMs) : patienceMs,
    failures: severity === 'busy' ? failuresBefore : failuresBefore + 1,
    connectionDoubt: doubtOf(failure),
  };
}

/** What concerns us as a whole, and not one object, the connection's own check has to find as well. */
function doubtOf({ code, severity, isBarred }: ProviderFailure): ConnectionDoubt | undefined {
  if (isBarred) return undefined;
  if (providerErrors[code].endsConnection) return 'access';
  if (severity !== 'wait') return undefined;
  if (code === 'PROVIDER_FORBIDDEN') return 'access';
  return code === 'PROVIDER_UNAVAILABLE' || code === 'PROVIDER_CONFLICT' ? 'health' : undefined;
}

/** What nobody foresaw is a defect of ours: tried again with a growing pause, and told without details. */
function concludeDefect(error: unknown, failuresBefore: number): Conclusion {
  const failure: ProviderFailure = {
    code: 'PROVIDER_UNAVAILABLE',
    message: 'an internal fault; it is in the log of the worker',
    isRetryable: true,
    severity: 'wait',
  };
  return {
    outcome: 'failed',
    ending: { type: 'failed', failure },
    reason: error instanceof Error ? error.message : String(error),
    dueAfterMs: backoffMs(failuresBefore),
    failures: failuresBefore + 1,
    connectionDoubt: undefined,
  };
}
