import type { Fault } from '@seca-hetzner/domain';
import type { ErrorCode } from '../errors.js';

/** A request that is not answered for what it is or brings, before the domain has anything to say. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ErrorCode,
    readonly status: number,
    message: string,
    readonly more: { headers?: Record<string, string>; faults?: readonly Fault[] } = {},
  ) {
    super(message);
  }
}

/** 429, with the time after which it is worth while to come again. */
export function tooMany(message: string, retryAfterMs: number): Refusal {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return new Refusal('RATE_LIMITED', 429, message, { headers: { 'Retry-After': String(seconds) } });
}
