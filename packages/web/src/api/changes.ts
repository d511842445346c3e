/** Follows what changes at the server, so that what is shown is read again within a moment. */
import type { Query, QueryClient } from '@tanstack/react-query';
import { CloseCode, createClient, type Client } from 'graphql-ws';
import { ChangesDocument } from './generated/graphql.js';
import { createRefresh } from './refresh.js';
import { COOKIE, endSession } from './session.js';

export type Connectedness = 'connecting' | 'live' | 'lost';

const KEEP_ALIVE_MS = 10_000;
const PONG_LIMIT_MS = 5_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** What the server closes a connection with when it does not accept the token. */
const FORBIDDEN: number = CloseCode.Forbidden;

/**
 * Subscribes to every change with `token`, for as long as it is valid. A lost connection is made again by itself,
 * however it was lost, and what may have been missed is read again then. Gives a function that ends it.
 */
export function followChanges(
  queryClient: QueryClient,
  token: string,
  tell: (connectedness: Connectedness) => void,
): () => void {
  const refresh = createRefresh(() => queryClient.invalidateQueries({ predicate: isWorthReading }));
  let failures = 0;
  const stopping = new AbortController();
  const client = connect(token, () => {
    tell('live');
    failures = 0;
    // Nobody has told of what was changed before; at the start, that is since the page was read.
    refresh.soon();
  });

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const end = await untilItEnds(client, refresh.soon);
      if (stopping.signal.aborted) return;
      if (end instanceof CloseEvent && end.code === FORBIDDEN) endSession(token);
      tell('lost');
      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures));
      failures += 1;
    }
  }

  // The browser knows at once when this machine is off the network; a ping would take its time.
  addEventListener('offline', () => client.terminate(), { signal: stopping.signal });
  void follow();
  return () => {
    stopping.abort();
    refresh.stop();
    void client.dispose();
  };
}

/** To read again what could not be read at all takes its fault away, so that where much changes nobody could read it. */
function isWorthReading({ state: { data, status } }: Query): boolean {
  return data !== undefined || status !== 'error';
}

/** The library itself gives up after some ways of losing the connection, so its own retries are not used. */
function connect(token: string, onConnected: () => void): Client {
  let overdue: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: token === COOKIE ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    keepAlive: KEEP_ALIVE_MS,
    on: {
      connected: onConnected,
      // A network that is gone closes nothing; only an answer that does not come tells.
      ping: (isReceived) => {
        if (!isReceived) overdue = setTimeout(() => client.terminate(), PONG_LIMIT_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(overdue);
      },
      closed: () => clearTimeout(overdue),
    },
  });
  return client;
}

/** Gives what the subscription ended with. */
function untilItEnds(client: Client, onChange: () => void): Promise<unknown> {
  return new Promise((resolve) => {
    client.subscribe(
      { query: ChangesDocument.toString() },
      { next: onChange, error: resolve, complete: () => resolve(undefined) },
    );
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
