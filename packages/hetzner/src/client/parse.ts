import type { ApiCall, Exchange, Handler, RawAnswer } from './call.js';
import { HetznerResponseError } from './errors.js';
import { correlationIdOf } from './refusal.js';

/** Everything behind this link is typed because it was checked; see `../schema`. */
export function parsing(next: Exchange): Handler {
  return async (call) => {
    const answer = await next(call);
    if (answer.status >= 300) throw unreadable(call, answer, ['neither a success nor an error']);
    const parsed = call.request.answer.safeParse(jsonOf(call, answer));
    if (!parsed.success) {
      const faults = parsed.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
      );
      throw unreadable(call, answer, faults.slice(0, MAX_FAULTS));
    }
    return { status: answer.status, correlationId: correlationIdOf(answer), body: parsed.data };
  };
}

/** A list of fifty objects that all miss one field needs no fifty sentences. */
const MAX_FAULTS = 5;

function jsonOf(call: ApiCall<unknown>, answer: RawAnswer): unknown {
  if (answer.text === '') return undefined;
  try {
    return JSON.parse(answer.text);
  } catch {
    // Without the cause: its text quotes the body.
    throw unreadable(call, answer, ['body: no valid JSON']);
  }
}

function unreadable(call: ApiCall<unknown>, answer: RawAnswer, faults: string[]): HetznerResponseError {
  const { target, operation } = call;
  return new HetznerResponseError(target, operation, answer.status, faults, correlationIdOf(answer));
}
