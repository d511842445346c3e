import { errorBodySchema } from '../schema/index.js';
import { retryAfterMsOf } from './budget.js';
import { type ApiCall, type Exchange, headerOf, type RawAnswer } from './call.js';
import type { HetznerErrorCode } from './error-codes.js';
import { HetznerApiError } from './errors.js';

/** Turns every 4xx and 5xx into a `HetznerApiError`. */
export function raisingRefusals(next: Exchange): Exchange {
  return async (call) => {
    const answer = await next(call);
    if (answer.status >= 400) throw refusalFrom(call, answer);
    return answer;
  };
}

function refusalFrom(call: ApiCall<unknown>, answer: RawAnswer): HetznerApiError {
  const error = errorIn(answer);
  return new HetznerApiError(call.target, {
    code: error?.code ?? CODE_BY_STATUS[answer.status] ?? 'unknown_error',
    httpStatus: answer.status,
    operation: call.operation,
    reason: error?.message ?? `answered ${answer.status} without saying why`,
    details: error?.details ?? undefined,
    retryAfterMs: retryAfterMsOf(answer),
    correlationId: correlationIdOf(answer),
  });
}

export function correlationIdOf(answer: RawAnswer): string | undefined {
  return headerOf(answer.headers, 'x-correlation-id');
}

/**
 * Proxies in front of the API answer with pages of their own. Only statuses that say enough get a code: a
 * bare 404 is no `not_found`, or a mistyped endpoint would read as a project where everything is gone.
 */
const CODE_BY_STATUS: Readonly<Record<number, HetznerErrorCode>> = {
  429: 'rate_limit_exceeded',
  500: 'server_error',
  502: 'bad_gateway',
  503: 'unavailable',
  504: 'timeout',
};

function errorIn(answer: RawAnswer) {
  if (!headerOf(answer.headers, 'content-type')?.startsWith('application/json')) return undefined;
  try {
    return errorBodySchema.safeParse(JSON.parse(answer.text)).data?.error;
  } catch {
    return undefined;
  }
}
