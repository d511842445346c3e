import type { ApiCall, Handler, HetznerCall } from './call.js';
import type { Clock } from './clock.js';
import { HetznerApiError, HetznerResponseError, HetznerTransportError } from './errors.js';

/** Tells the transport's listener and the run's own of every call that left, with the time it took. */
export function reporting(
  clock: Clock,
  onCall: ((call: HetznerCall) => void) | undefined,
  next: Handler,
): Handler {
  return async (call) => {
    const startedAtMs = clock.now().getTime();
    const report = (outcome: Outcome) => {
      const made = madeCall(call, outcome, clock.now().getTime() - startedAtMs);
      onCall?.(made);
      call.context.onCall?.(made);
    };
    let answer;
    try {
      answer = await next(call);
    } catch (error) {
      report(outcomeOf(error));
      throw error;
    }
    report({ status: answer.status, code: undefined, correlationId: answer.correlationId });
    return answer;
  };
}

type Outcome = Pick<HetznerCall, 'status' | 'code' | 'correlationId'>;

function madeCall(call: ApiCall<unknown>, outcome: Outcome, durationMs: number): HetznerCall {
  return {
    operation: call.operation,
    ...outcome,
    durationMs,
    attempt: call.attempt,
    isWrite: call.isWrite,
  };
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof HetznerApiError) {
    return { status: error.httpStatus, code: error.code, correlationId: error.correlationId };
  }
  if (error instanceof HetznerResponseError) {
    return { status: error.httpStatus, code: 'invalid_response', correlationId: error.correlationId };
  }
  if (error instanceof HetznerTransportError) {
    const code = error.failure === 'timeout' ? 'timeout_local' : 'network_error';
    return { status: undefined, code, correlationId: undefined };
  }
  return { status: undefined, code: 'aborted', correlationId: undefined };
}
