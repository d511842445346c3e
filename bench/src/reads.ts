import { secaClient } from '@seca-hetzner/scripts';
import { startProgram } from './measured-program.js';
import { POOL_SIZE, withGatewayStack, type GatewayStack } from './gateway-stack.js';
import { load, type LoadResult, type Target } from './load.js';
import { median, rounded } from './median.js';
import type { BenchOptions } from './options.js';
import { profiled } from './profile.js';
import type { Row, Tables } from './table.js';

const BARE_HANDLER = new URL('bare-handler.js', import.meta.url);

// Short and many: what else the machine does then meets both sides alike.
const ROUNDS = 25;
const ROUND_SECONDS = 2;
/** Requests until V8 has made of the code what it will make of it. */
const WARM_UP = 20_000;
const SAMPLES = 10;

const workspace = 'seca.workspace/v1/tenants/demo/workspaces/bench';
const volume = 'seca.storage/v1/tenants/demo/workspaces/bench/block-storages/data';

/**
 * GETs of one resource through the gateway against a bare handler that reads the same row, on the same database;
 * the gateway's memory over `requests` of them; and where its time goes.
 */
export async function benchReads({ requests }: BenchOptions): Promise<Tables> {
  return withGatewayStack(async (stack) => {
    const seca = secaClient(stack.endpoints);
    await seca.put(workspace, {});
    await seca.put(volume, { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } });
    await seca.until(volume, (found) => found?.status?.state === 'active');
    return {
      throughput: await compare(stack),
      memory: await watchMemory(stack, requests),
      profile: await profiled(async (nodeArguments) => {
        const gateway = await stack.startGateway(nodeArguments);
        await load(volumeAt(stack, gateway.url), { amount: WARM_UP });
        await gateway.stop();
      }),
    };
  });
}

/** The memory of a gateway, after a collection, at each tenth of so many requests. */
async function watchMemory(stack: GatewayStack, requests: number): Promise<Row[]> {
  const gateway = await stack.startGateway();
  const target = volumeAt(stack, gateway.url);
  const rows: Row[] = [];
  for (let answered = 0; ;) {
    const { rss, heapUsed } = await gateway.memory();
    rows.push({ requests: answered, rssMb: megabytes(rss), heapMb: megabytes(heapUsed) });
    if (answered >= requests) break;
    const amount = Math.min(Math.ceil(requests / SAMPLES), requests - answered);
    await load(target, { amount });
    answered += amount;
  }
  await gateway.stop();
  return rows;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}

async function compare(stack: GatewayStack): Promise<Row[]> {
  const gateway = await stack.startGateway();
  const bare = await startProgram({
    script: BARE_HANDLER,
    environment: (port) => ({
      PORT: String(port),
      DATABASE_URL: stack.databaseUrl,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
    }),
  });
  const { rows } = await stack.pool.query<{ uid: string }>(
    `SELECT uid FROM resource WHERE kind = 'block-storage'`,
  );
  const sides = {
    gateway: volumeAt(stack, gateway.url),
    'bare handler': { url: `${bare.url}/resources/${rows[0]?.uid}` },
  };
  const results = await inTurns(sides);
  await gateway.stop();
  await bare.stop();
  const bareRounds = results.get('bare handler') ?? [];
  return [...results].map(([what, rounds]) => ({
    what,
    requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
    p50Ms: median(rounds.map((round) => round.p50)),
    p99Ms: median(rounds.map((round) => round.p99)),
    ratio: rounded(
      median(
        rounds.map(
          ({ requestsPerSecond }, round) => requestsPerSecond / (bareRounds[round]?.requestsPerSecond ?? 0),
        ),
      ),
    ),
    wanted: what === 'gateway' ? '≥ 0.6' : '',
  }));
}

function volumeAt({ endpoints }: GatewayStack, url: string): Target {
  return { url: `${url}/providers/${volume}`, headers: { authorization: `Bearer ${endpoints.token}` } };
}

/** One round of each after the other, so that what else the machine does meets both alike. */
async function inTurns(sides: Readonly<Record<string, Target>>): Promise<Map<string, LoadResult[]>> {
  const results = new Map<string, LoadResult[]>();
  const order = Object.entries(sides);
  for (const [, target] of order) await load(target, { amount: WARM_UP });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [what, target] of round % 2 === 0 ? order : order.toReversed()) {
      const result = await load(target, { seconds: ROUND_SECONDS });
      results.set(what, [...(results.get(what) ?? []), result]);
    }
  }
  return results;
}
