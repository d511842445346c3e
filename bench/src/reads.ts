import { startProgram } from './measured-program.js';
import { POOL_SIZE, withGatewayStack, type GatewayStack } from './gateway-stack.js';
import { load, type LoadResult, type Target } from './load.js';
import { median } from './median.js';
import { secaClient } from './seca.js';
import type { Row, Tables } from './table.js';

const BARE_HANDLER = new URL('bare-handler.js', import.meta.url);

const ROUNDS = 9;
const ROUND_SECONDS = 5;

const workspace = 'seca.workspace/v1/tenants/demo/workspaces/bench';
const volume = 'seca.storage/v1/tenants/demo/workspaces/bench/block-storages/data';

/** GETs of one resource through the gateway against a bare handler that reads the same row, on the same database. */
export async function benchReads(): Promise<Tables> {
  return withGatewayStack(async (stack) => {
    const seca = secaClient(stack.endpoints);
    await seca.put(workspace, {});
    await seca.put(volume, { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } });
    await seca.until(volume, (found) => found?.status?.state === 'active');
    return { throughput: await compare(stack) };
  });
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
  return [...results].map(([what, rounds]) => ({
    what,
    requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
    p50: median(rounds.map((round) => round.p50)),
    p99: median(rounds.map((round) => round.p99)),
  }));
}

function volumeAt({ endpoints }: GatewayStack, url: string): Target {
  return { url: `${url}/providers/${volume}`, headers: { authorization: `Bearer ${endpoints.token}` } };
}

/** One round of each after the other, so that what else the machine does meets both alike. */
async function inTurns(sides: Readonly<Record<string, Target>>): Promise<Map<string, LoadResult[]>> {
  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [what, target] of Object.entries(sides)) {
      const result = await load(target, { seconds: ROUND_SECONDS });
      process.stderr.write(`${what} ${JSON.stringify(result)}\n`);
      // The first round only warms up.
      if (round > 0) results.set(what, [...(results.get(what) ?? []), result]);
    }
  }
  return results;
}
