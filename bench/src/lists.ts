import { secaClient } from '@seca-hetzner/scripts';
import { withGatewayStack, type GatewayStack } from './gateway-stack.js';
import { median, rounded } from './median.js';
import type { Row } from './table.js';

const ROWS = 1_000_000;
/** One row in so many has the label that is asked for. */
const SPREAD = 100_000;
const PAGE = 1_000;
const LARGEST_PAGE = 10_000;
const ROUNDS = 21;

const workspace = 'seca.workspace/v1/tenants/demo/workspaces/bench';
const collection = 'seca.storage/v1/tenants/demo/workspaces/bench/block-storages';

interface List {
  items: unknown[];
  metadata: { skipToken?: string };
}

/** Pages of a collection of a million: the first, the last, and the few that a selector finds. */
export async function benchLists(): Promise<Row[]> {
  return withGatewayStack(async (stack) => {
    await fill(stack);
    const gateway = await stack.startGateway();
    const list = (query: Record<string, string>) =>
      get(`${gateway.url}/providers/${collection}`, query, stack.endpoints.token);
    const last = await skipTo(list, ROWS - PAGE);
    const asked = {
      'page 1': () => list({}),
      'page 1,000': () => list({ skipToken: last }),
      'selector, 1 row in 100,000': () => list({ labels: 'group=4711' }),
    };
    const rows = await inTurns(asked);
    await gateway.stop();
    return rows;
  });
}

/** One volume is declared, the others are copies of its row. */
async function fill({ endpoints, pool }: GatewayStack): Promise<void> {
  const seca = secaClient(endpoints);
  const template = `${collection}/0000000`;
  await seca.put(workspace, {});
  await seca.put(template, { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } });
  await seca.until(template, (found) => found?.status?.state === 'active');
  await pool.query(
    `INSERT INTO resource (uid, tenant, region, workspace, network, kind, name, labels, spec, status,
                           resource_version, observed_version, created_at, last_modified_at)
     SELECT gen_random_uuid(), tenant, region, workspace, network, kind, to_char(number, 'FM0000000'),
            jsonb_build_object('group', (number % $1)::text), spec, status,
            resource_version, observed_version, created_at, last_modified_at
       FROM resource, generate_series(1, $2::int) AS number
      WHERE kind = 'block-storage'`,
    [SPREAD, ROWS - 1],
  );
  await pool.query('ANALYZE resource');
}

/** The token of the page that comes after so many rows; a client can only get there page by page. */
async function skipTo(list: (query: Record<string, string>) => Promise<List>, rows: number): Promise<string> {
  let skipToken = '';
  for (let seen = 0; seen < rows;) {
    const limit = Math.min(LARGEST_PAGE, rows - seen);
    const page = await list({ limit: String(limit), skipToken });
    seen += page.items.length;
    skipToken = page.metadata.skipToken ?? '';
  }
  return skipToken;
}

/** One of each after the other, so that what else the machine does meets all alike. */
async function inTurns(asked: Readonly<Record<string, () => Promise<List>>>): Promise<Row[]> {
  const measured = Object.entries(asked).map(([what, ask]) => ({
    what,
    ask,
    items: 0,
    times: [] as number[],
  }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const each of measured) {
      const begin = performance.now();
      const { items } = await each.ask();
      each.items = items.length;
      // The first round only warms up.
      if (round > 0) each.times.push(performance.now() - begin);
    }
  }
  const first = measured[0]?.times ?? [];
  return measured.map(({ what, items, times }) => ({
    what,
    items,
    ms: rounded(median(times)),
    ratio: rounded(median(times.map((time, round) => time / (first[round] ?? 0)))),
    wanted: what === 'page 1' ? '' : '≤ 1.2',
  }));
}

async function get(url: string, query: Record<string, string>, token: string): Promise<List> {
  const response = await fetch(`${url}?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`GET ${response.url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as List;
}
