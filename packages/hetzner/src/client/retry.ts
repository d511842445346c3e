/**
 * Which outcomes the transport tries again by itself, and when. Everything else is the caller's: above all
 * `locked`, which lasts as long as the action that holds the lock.
 *
 * One rule decides on the method. Where nothing was done, any call goes again. Where it may have been done
 * (`isDone: 'maybe'`), only what does the same twice goes again: GET, PUT, DELETE. A POST does not: a second
 * `add_route` would be refused as overlapping, a second `create_image` would make a second image. Its caller
 * looks first. There we differ from hcloud-go, which repeats any method on 502 and 504.
 *
 * Sources: API description, "Error Codes"; hcloud-go, `client_handler_retry.go`.
 */
import type { ApiCall, Handler } from './call.js';
import type { Clock } from './clock.js';
import type { HetznerErrorCode } from './error-codes.js';
import { HetznerApiError, HetznerTransportError } from './errors.js';

interface RetryRule {
  readonly isDone: 'no' | 'maybe';
  /** How many times it is tried again, when every try ends alike. */
  readonly retries: number;
}

const RULES_BY_CODE: ReadonlyMap<HetznerErrorCode, RetryRule> = new Map([
  // 409, another change runs on the network or firewall: it takes a second or two.
  ['conflict', { isDone: 'no', retries: 4 }],
  // 429, not before `retryAfterMs`; the budget, if there is one, knows and holds the next try back.
  ['rate_limit_exceeded', { isDone: 'no', retries: 4 }],
  // 502
  ['bad_gateway', { isDone: 'maybe', retries: 3 }],
  // 504
  ['timeout', { isDone: 'maybe', retries: 3 }],
]);
/** 500, 503 and whatever else a 5xx says. */
const OTHER_5XX: RetryRule = { isDone: 'maybe', retries: 2 };
/** No connection. */
const UNREACHABLE: RetryRule = { isDone: 'no', retries: 2 };
/** No answer in time, or the connection broke while one was awaited. */
const UNANSWERED: RetryRule = { isDone: 'maybe', retries: 2 };

/** The rule for an outcome; `undefined` when it is never tried again. */
function retryRuleFor(error: unknown): RetryRule | undefined {
  if (error instanceof HetznerApiError) {
    return RULES_BY_CODE.get(error.code) ?? (error.httpStatus >= 500 ? OTHER_5XX : undefined);
  }
  if (error instanceof HetznerTransportError && error.failure !== 'closed') {
    return error.canHaveBeenExecuted ? UNANSWERED : UNREACHABLE;
  }
  return undefined;
}

export interface RetryPace {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** No try begins later than this after the first one failed. */
  readonly limitMs: number;
  /** From 0 up to 1; spreads the tries of many callers that failed together. */
  readonly random: () => number;
}

export const DEFAULT_RETRY_PACE: RetryPace = {
  firstDelayMs: 500,
  maxDelayMs: 8_000,
  limitMs: 30_000,
  random: Math.random,
};

/** Doubles from retry to retry; the upper half of it is left to chance. `retry` is 1 for the first. */
export function retryDelayMs(retry: number, error: unknown, pace: RetryPace): number {
  const backOffMs = Math.min(pace.maxDelayMs, pace.firstDelayMs * 2 ** (retry - 1));
  const spreadMs = Math.round(backOffMs * (0.5 + pace.random() / 2));
  const retryAfterMs = error instanceof HetznerApiError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(spreadMs, retryAfterMs);
}

export function retrying(clock: Clock, pace: RetryPace, next: Handler): Handler {
  return async (first) => {
    let call = first;
    let firstFailedAtMs: number | undefined;
    for (;;) {
      try {
        return await next(call);
      } catch (error) {
        const rule = retryRuleFor(error);
        if (!rule || call.attempt > rule.retries || !canGoAgain(call, rule)) throw error;
        const nowMs = clock.now().getTime();
        firstFailedAtMs ??= nowMs;
        const delayMs = retryDelayMs(call.attempt, error, pace);
        if (nowMs + delayMs > firstFailedAtMs + pace.limitMs) throw error;
        await clock.sleep(delayMs, call.context.signal);
        call = { ...call, attempt: call.attempt + 1 };
      }
    }
  };
}

function canGoAgain(call: ApiCall<unknown>, rule: RetryRule): boolean {
  return rule.isDone === 'no' || call.request.method !== 'POST';
}
