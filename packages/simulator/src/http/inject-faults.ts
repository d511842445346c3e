import { setTimeout as delay } from 'node:timers/promises';
import { errorBody, statusOf } from '../api/errors.js';
import type { FaultEffect, FaultRule } from '../faults/fault-rule.js';
import type { Exchange } from './exchange.js';

/** Does to a call what the rules order for this moment. True when it has had its answer, or will get none. */
export async function injectFaults(
  exchange: Exchange,
  rules: readonly FaultRule[],
  when: FaultRule['when'],
): Promise<boolean> {
  for (const rule of rules.filter((candidate) => candidate.when === when)) {
    if (await inject(exchange, rule.effect)) return true;
  }
  return false;
}

async function inject(exchange: Exchange, effect: FaultEffect): Promise<boolean> {
  switch (effect.type) {
    case 'latency':
      await delay(effect.ms);
      return false;
    case 'cut':
      exchange.cut();
      return true;
    case 'error':
      answerError(exchange, effect);
      return true;
    default:
      // The others let an action end in their way; the call itself goes on.
      return false;
  }
}

function answerError(exchange: Exchange, effect: Extract<FaultEffect, { type: 'error' }>): void {
  const { code, message, details } = effect;
  if (code === undefined) {
    exchange.refuseWithoutBody(effect.status ?? 502);
    return;
  }
  if (code === 'rate_limit_exceeded') exchange.showRateLimitUsedUp();
  const body = errorBody(code, message ?? `${code} by order of a fault rule`, details ?? null);
  exchange.refuse(effect.status ?? statusOf(code), body);
}
