import {
  createActionPoller,
  createHetznerClient,
  createHetznerTransport,
  type CallContext,
  type HetznerClient,
} from '@seca-hetzner/hetzner';
import type { Action } from '@seca-hetzner/hetzner/schema';
import type { Gate } from '../gate/gate.js';

/**
 * What came of something that we rely on and that nothing but the real cloud can tell: it `held`, it did not, or it could
 * not be seen. `told` answers a question on whose answer nothing of ours rests.
 */
export type Verdict = 'held' | 'refuted' | 'not seen' | 'told';

export interface BetOutcome {
  readonly bet: string;
  readonly verdict: Verdict;
  /** What was seen, in words. */
  readonly seen: string;
}

/** The project, as the bets work on it. */
export interface Table {
  readonly client: HetznerClient;
  /** Of everything that is made here. */
  readonly name: (suffix: string) => string;
  /** Waits for actions; gives how long they took, in ms. */
  readonly done: (actions: readonly Action[]) => Promise<number>;
  /** A bare call, for answers that the client does not give. */
  readonly raw: (method: string, path: string, body?: object) => Promise<Response>;
  readonly location: string;
  readonly networkZone: string;
  readonly signal: AbortSignal;
}

const ACTION_LIMIT_MS = 300_000;

export async function withTable<T>(
  gate: Pick<Gate, 'url' | 'token'>,
  { run, signal }: { run: string; signal: AbortSignal },
  work: (table: Table) => Promise<T>,
): Promise<T> {
  const transport = createHetznerTransport(
    { endpoint: gate.url, token: gate.token, mode: 'live' },
    { userAgent: 'seca-hetzner-gateway/smoke' },
  );
  const context: CallContext = { priority: 'normal', group: 'bets', signal };
  const poller = createActionPoller(transport);
  try {
    return await work({
      client: createHetznerClient(transport, context),
      name: (suffix) => `smoke-${run}-${suffix}`,
      async done(actions) {
        const begin = performance.now();
        await poller.wait(actions, { context, timeoutMs: ACTION_LIMIT_MS });
        return Math.round(performance.now() - begin);
      },
      raw: (method, path, body) =>
        fetch(`${gate.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${gate.token}`, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
          signal,
        }),
      location: 'fsn1',
      networkZone: 'eu-central',
      signal,
    });
  } finally {
    await transport.close();
  }
}
