/** The way of one call, link by link, from the caller to Hetzner and back. */
import { Agent } from 'undici';
import { askingPermission, type CallBudget, observingRateLimit, type RateLimit } from './budget.js';
import { type ApiRequest, type CallContext, firstAttempt, type HetznerCall } from './call.js';
import { type Clock, wallClock } from './clock.js';
import { type ConnectionMode, obeyingMode, type SmokeTerms } from './mode.js';
import { parsing } from './parse.js';
import { raisingRefusals } from './refusal.js';
import { reporting } from './report.js';
import { DEFAULT_RETRY_PACE, type RetryPace, retrying } from './retry.js';
import { sending } from './send.js';
import { allowManyListeners } from './signals.js';

/** A Hetzner Cloud project. A token belongs to exactly one; nothing else names it. */
export interface HetznerConnection {
  /** With the version, for example `https://api.hetzner.cloud/v1`. */
  readonly endpoint: string;
  readonly token: string;
  readonly mode: ConnectionMode;
  /** Without them, a connection in mode `smoke` writes nothing. */
  readonly smoke?: SmokeTerms | undefined;
}

export interface TransportOptions {
  /** Value of the `User-Agent` header: product and version. */
  readonly userAgent: string;
  /** Connections open at the same time; further calls queue. Default 8. */
  readonly maxSockets?: number;
  /**
   * How long one attempt waits for the answer to begin, and then for each next part of it; up to a second more,
   * since the timers are coarse. Default 30,000.
   */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** Without one, only Hetzner's own refusals slow the calls down. */
  readonly budget?: CallBudget;
  /** Told of every call that left, whoever made it. Must not throw. */
  readonly onCall?: (call: HetznerCall) => void;
  readonly retryPace?: Partial<RetryPace>;
}

export interface HetznerTransport {
  /**
   * Makes one call, retries included, and returns the parsed body. Rejects with one of `errors.ts`, with the
   * context's abort reason, or with what `beforeCall` threw.
   */
  call<T>(request: ApiRequest<T>, context: CallContext): Promise<T>;
  /** Share of the rate limit that was left when the last answer came, from 0 to 1; 1 when not known yet. */
  rateLimitShareLeft(): number;
  /** Lets the calls that have left finish and takes no more. Once or more often. */
  close(): Promise<void>;
}

/** One per connection, shared by all that use it: it holds the sockets. */
export function createHetznerTransport(
  connection: HetznerConnection,
  options: TransportOptions,
): HetznerTransport {
  const { clock = wallClock, budget, onCall } = options;
  const agent = agentFor(options);
  let lastRateLimit: RateLimit | undefined;
  let closing: Promise<void> | undefined;

  const send = sending({
    dispatcher: agent,
    endpoint: connection.endpoint.replace(/\/+$/, ''),
    token: headerSafe(connection.token),
    userAgent: options.userAgent,
  });
  const exchange = raisingRefusals(
    observingRateLimit(budget, (rateLimit) => (lastRateLimit = rateLimit), send),
  );
  const attempt = askingPermission(budget, reporting(clock, onCall, parsing(exchange)));
  const handle = obeyingMode(
    connection.mode,
    connection.smoke,
    retrying(clock, { ...DEFAULT_RETRY_PACE, ...options.retryPace }, attempt),
  );

  return {
    async call(request, context) {
      allowManyListeners(context.signal);
      const { body } = await handle(firstAttempt(request, context));
      return body;
    },
    rateLimitShareLeft: () => (lastRateLimit ? lastRateLimit.remaining / lastRateLimit.limit : 1),
    close: () => (closing ??= agent.close()),
  };
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Long enough to be there for the next poll; a server that says less in `Keep-Alive` is believed. */
const KEEP_ALIVE_MS = 15_000;

function agentFor({ maxSockets = 8, timeoutMs = 30_000 }: TransportOptions): Agent {
  return new Agent({
    connections: maxSockets,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: Math.min(timeoutMs, CONNECT_TIMEOUT_MS) },
    // Both count from when a call has a socket, so queueing for one is no time-out.
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
}

/** Told here and once, since the HTTP layer's own complaint would come with every call. */
function headerSafe(token: string): string {
  if (!/^[\x21-\x7e]+$/.test(token)) throw new TypeError('a Hetzner token is visible ASCII characters only');
  return token;
}
