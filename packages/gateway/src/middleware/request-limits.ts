import type { RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpError } from './problem.js';
import { callerOf } from './request-context.js';

/** What one process takes on, so that neither a crowd nor a single caller can take it away from the others. */
export interface RequestLimits {
  /** Requests at work at the same time, of everybody. */
  atWork: number;
  /** The same of one caller. */
  callerAtWork: number;
  /** How many requests of one caller per second, in the mean of ten seconds. */
  callerPerSecond: number;
}

const WINDOW_S = 10;

/** Bounds the requests at work. Comes before all that costs something. */
export function limitWork({ atWork }: RequestLimits): RequestHandler {
  let count = 0;
  return (_request, response, next) => {
    if (count >= atWork) throw tooMany('more requests are at work here than can be', 1_000);
    count += 1;
    atEndOf(response, () => {
      count -= 1;
    });
    next();
  };
}

/** Bounds what one caller has at work and asks for. Comes after the authentication. */
export function limitCallers({ callerAtWork, callerPerSecond }: RequestLimits): RequestHandler {
  const counts = new Map<string, number>();
  const rates = new RateLimiterMemory({ points: callerPerSecond * WINDOW_S, duration: WINDOW_S });
  return async (_request, response, next) => {
    const { subject } = callerOf(response);
    await rates.consume(subject).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw tooMany(
        `'${subject}' sends more than ${callerPerSecond} requests a second`,
        refused.msBeforeNext,
      );
    });
    const count = counts.get(subject) ?? 0;
    if (count >= callerAtWork) throw tooMany(`${count} requests of '${subject}' are at work already`, 1_000);
    counts.set(subject, count + 1);
    atEndOf(response, () => {
      const left = (counts.get(subject) ?? 0) - 1;
      if (left > 0) counts.set(subject, left);
      else counts.delete(subject);
    });
    next();
  };
}

/** Once, when the answer is out or the client is gone. */
function atEndOf(response: Response, action: () => void): void {
  response.once('close', action);
}

function tooMany(message: string, retryAfterMs: number): HttpError {
  return new HttpError(429, message, { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) });
}
