import { adminClient, secaClient, waitUntil } from '@seca-hetzner/scripts';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { workspace } from './instances.js';
import type { GatewayStack } from './gateway-stack.js';
import type { MeasuredProgram } from './measured-program.js';
import { median, rounded } from './median.js';
import type { Row } from './table.js';

const SUBSCRIBERS = 200;
const CHANGES = 21;
/** Who has not heard by then never will. */
const LIMIT_MS = 30_000;

const QUERY =
  'subscription ($after: String!) { changes(kinds: ["internet-gateway"], after: $after) { name } }';

/**
 * From the moment that a PUT is sent to the gateway until the last of all subscribers of the admin API, each with a WebSocket
 * of its own, has heard of it.
 */
export async function measureSubscribers(
  { endpoints }: GatewayStack,
  { url }: MeasuredProgram,
): Promise<Row> {
  const seca = secaClient(endpoints);
  const ask = adminClient({ admin: `${url}/graphql`, adminToken: endpoints.adminToken });
  const { changeCursor } = await ask<{ changeCursor: string }>('{ changeCursor }');
  /** By the name of what has changed: who has heard, and when the newest of them did. */
  const told = new Map<string, { hearers: Set<Client>; at: number }>();
  const clients = Array.from({ length: SUBSCRIBERS }, () =>
    createClient({
      url: `${url}/graphql`.replace(/^http/, 'ws'),
      connectionParams: { authorization: `Bearer ${endpoints.adminToken}` },
      webSocketImpl: WebSocket,
    }),
  );
  try {
    for (const client of clients) {
      follow(client, changeCursor, (name) => {
        const hearers = told.get(name)?.hearers ?? new Set();
        if (!hearers.has(client)) told.set(name, { hearers: hearers.add(client), at: performance.now() });
      });
    }
    const times: number[] = [];
    for (let change = 0; change <= CHANGES; change++) {
      const name = `told-${change}`;
      const begin = performance.now();
      await seca.put(`seca.network/v1/${workspace}/internet-gateways/${name}`, { egressOnly: true });
      const heard = (): number => told.get(name)?.hearers.size ?? 0;
      if (!(await waitUntil(() => heard() === SUBSCRIBERS, { limitMs: LIMIT_MS, everyMs: 20 }))) {
        throw new Error(`${heard()} of ${SUBSCRIBERS} have heard of ${name}`);
      }
      // The first one waits for the subscriptions themselves.
      if (change > 0) times.push((told.get(name)?.at ?? Number.NaN) - begin);
    }
    return {
      what: 'PUT until all are told',
      subscribers: SUBSCRIBERS,
      changes: times.length,
      medianMs: rounded(median(times)),
      slowestMs: rounded(Math.max(...times)),
      wanted: '≤ 1000',
    };
  } finally {
    for (const client of clients) await client.dispose();
  }
}

function follow(client: Client, after: string, hear: (name: string) => void): void {
  client.subscribe<{ changes: { name: string } }>(
    { query: QUERY, variables: { after } },
    {
      next: ({ data }) => data && hear(data.changes.name),
      error: (error) => process.stderr.write(`a subscription has ended: ${JSON.stringify(error)}\n`),
      complete: () => undefined,
    },
  );
}
