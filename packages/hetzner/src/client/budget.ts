/** The project's rate limit: permission before a call leaves, and what the answer says about the rest. */
import { type CallPriority, type Exchange, type Handler, headerOf, type RawAnswer } from './call.js';

/**
 * Hands out the requests of one project, which all its callers share. Hetzner counts per project, 3,600 an
 * hour by default, refilled evenly. Source: API description, "Rate Limiting".
 */
export interface CallBudget {
  /** Resolves when one call may leave; rejects with the signal's reason when aborted. */
  acquire(request: { priority: CallPriority; group: string; signal?: AbortSignal }): Promise<void>;
  /** Told with each answer. `resetAt` is when the budget would be full again, not when one call is possible. */
  observe(headers: RateLimit): void;
  /** Hetzner refused a call: none is left for `retryAfterMs` at least. */
  exhausted(retryAfterMs: number): void;
}

export interface RateLimit {
  /** Requests per hour. */
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
}

export function askingPermission(budget: CallBudget | undefined, next: Handler): Handler {
  return async (call) => {
    const { priority, group, signal, beforeCall } = call.context;
    signal?.throwIfAborted();
    await budget?.acquire({ priority, group, ...(signal && { signal }) });
    // Last of all, since a caller's right to act may end while it waits for its turn.
    await beforeCall?.(call);
    signal?.throwIfAborted();
    return next(call);
  };
}

export function observingRateLimit(
  budget: CallBudget | undefined,
  onRateLimit: (rateLimit: RateLimit) => void,
  next: Exchange,
): Exchange {
  return async (call) => {
    const answer = await next(call);
    const rateLimit = rateLimitOf(answer);
    if (rateLimit) {
      onRateLimit(rateLimit);
      budget?.observe(rateLimit);
    }
    if (answer.status === 429) budget?.exhausted(retryAfterMsOf(answer) ?? ONE_CALL_MS);
    return answer;
  };
}

const HOUR_MS = 3_600_000;
const ONE_CALL_MS = 1_000;

/**
 * Milliseconds until another call makes sense. Hetzner sends no `Retry-After` today, and `RateLimit-Reset`
 * only says when the budget is full; what counts with a 429 is when one call has been refilled.
 */
export function retryAfterMsOf(answer: RawAnswer): number | undefined {
  const retryAfterSeconds = numberIn(answer, 'retry-after');
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1_000;
  if (answer.status !== 429) return undefined;
  const limit = numberIn(answer, 'ratelimit-limit');
  return limit ? Math.ceil(HOUR_MS / limit) : ONE_CALL_MS;
}

function rateLimitOf(answer: RawAnswer): RateLimit | undefined {
  const limit = numberIn(answer, 'ratelimit-limit');
  const remaining = numberIn(answer, 'ratelimit-remaining');
  const resetAtSeconds = numberIn(answer, 'ratelimit-reset');
  if (!limit || remaining === undefined || resetAtSeconds === undefined) return undefined;
  return { limit, remaining, resetAt: new Date(resetAtSeconds * 1_000) };
}

/** A date, which `Retry-After` may be, or anything else that is no plain number counts as absent. */
function numberIn(answer: RawAnswer, header: string): number | undefined {
  const text = headerOf(answer.headers, header);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
