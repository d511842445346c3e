import { readFileSync } from 'node:fs';
import { adminClient, secaClient, waitUntil } from '@seca-hetzner/scripts';
import { fillNetwork } from './full-network.js';
import { MOST_PER_NETWORK } from './instances.js';
import { withGatewayStack, type GatewayStack } from './gateway-stack.js';
import { STATEMENT_PROBE, type MeasuredProgram } from './measured-program.js';
import { median, percentile, rounded } from './median.js';
import { measureSubscribers } from './subscribers.js';
import type { Row, Tables } from './table.js';

/** The console's queries, by their hash. */
const QUERIES = new URL('../../../packages/web/src/api/generated/persisted-documents.json', import.meta.url);
const ROUNDS = 500;
const MADE_LIMIT_MS = 600_000;

/** The console's map of a network of 100 instances, and changes that 200 subscribers wait for. */
export async function benchGraphql(): Promise<Tables> {
  return withGatewayStack(async (stack) => {
    await fillNetwork(secaClient(stack.endpoints));
    await untilMade(stack);
    const admin = await stack.startAdmin([STATEMENT_PROBE]);
    try {
      return {
        map: [await measureMap(stack, admin)],
        subscribers: [await measureSubscribers(stack, admin)],
      };
    } finally {
      await admin.stop();
    }
  });
}

/** All but the one that may wait for its place in the network, and nothing is at work any more. */
async function untilMade({ pool }: GatewayStack): Promise<void> {
  const isMade = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ made: number; due: number }>(
      `SELECT count(*) FILTER (WHERE kind = 'instance' AND status ->> 'state' = 'active')::int AS made,
              count(*) FILTER (WHERE due_at <= now())::int AS due
         FROM resource`,
    );
    return rows.some(({ made, due }) => made >= MOST_PER_NETWORK - 1 && due === 0);
  };
  if (!(await waitUntil(isMade, { limitMs: MADE_LIMIT_MS, everyMs: 500 }))) {
    throw new Error('the instances are not made');
  }
}

async function measureMap({ endpoints }: GatewayStack, admin: MeasuredProgram): Promise<Row> {
  const texts: Record<string, string> = JSON.parse(readFileSync(QUERIES, 'utf8'));
  const query = Object.values(texts).find((text) => text.includes('query Network('));
  if (query === undefined) throw new Error('the console does not ask for a network');
  const ask = adminClient({ admin: `${admin.url}/graphql`, adminToken: endpoints.adminToken });
  const variables = { tenant: 'demo', region: endpoints.regionName, workspace: 'bench', name: 'full' };
  const times: number[] = [];
  const statements: number[] = [];
  let instances = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = await admin.statements();
    const begin = performance.now();
    const { network } = await ask<{ network: { instances: unknown[] } }>(query, variables);
    times.push(performance.now() - begin);
    statements.push((await admin.statements()) - before);
    instances = network.instances.length;
  }
  // The first ones warm up.
  const sorted = times.slice(ROUNDS / 10).toSorted((left, right) => left - right);
  return {
    what: 'map of a network',
    instances,
    // What the server does beside falls into some rounds only.
    statements: median(statements),
    wanted: '≤ 12',
    p50Ms: rounded(percentile(sorted, 0.5)),
    p99Ms: rounded(percentile(sorted, 0.99)),
  };
}
