import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AdminLimits } from './access-settings.js';
import { tooMany } from './refusal.js';

const WINDOW_S = 10;
const MINUTE_S = 60;

/** Bounds what one process does for one caller, and how often it looks at credentials that are no good. */
export interface RateLimits {
  /** Takes one request of a caller. Throws a `Refusal` when there were too many. */
  takeRequest(subject: string): Promise<void>;
  /**
   * Lets somebody in by `attempt`. What it throws counts against the address; once there was too much of that, further
   * failures are answered 429. Whoever comes with something valid never notices.
   */
  watchFailures<T>(address: string, attempt: () => Promise<T>): Promise<T>;
}

export function createRateLimits({ callerPerSecond, failuresPerMinute }: AdminLimits): RateLimits {
  const requests = new RateLimiterMemory({ points: callerPerSecond * WINDOW_S, duration: WINDOW_S });
  const failures = new RateLimiterMemory({ points: failuresPerMinute, duration: MINUTE_S });
  return {
    takeRequest: (subject) =>
      take(requests, subject, `'${subject}' sends more than ${callerPerSecond} requests a second`),
    async watchFailures(address, attempt) {
      try {
        return await attempt();
      } catch (error) {
        await take(failures, address, 'too many refused credentials came from this address');
        throw error;
      }
    },
  };
}

async function take(limiter: RateLimiterMemory, key: string, message: string): Promise<void> {
  await limiter.consume(key).catch((refused: unknown) => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooMany(message, refused.msBeforeNext);
  });
}
