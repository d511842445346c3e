import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  deleteAll,
  type Endpoints,
  paths,
  type Seca,
  secaClient,
  specs,
  startStack,
} from '@seca-hetzner/scripts';
import { median } from './median.js';
import type { Row } from './table.js';

const ROUNDS = 5;
const LOOK_EVERY_MS = 50;
const LIMIT_MS = 180_000;

/** What has come about, as far as the admin API says. */
interface Progress {
  network: {
    internetGateways: {
      natVm: {
        status: string | null;
        agent: { state: string; registeredAt: string | null } | null;
      } | null;
    }[];
    routeTables: { routes: { state: string }[] }[];
    instances: { powerState: string }[];
    providerObject: { id: string | null } | null;
  } | null;
}

type Network = NonNullable<Progress['network']>;

/** In the order that they come about. */
const MILESTONES: Readonly<Record<string, (network: Network) => boolean>> = {
  'network made': ({ providerObject }) => providerObject?.id != null,
  'NAT VM runs': ({ internetGateways: [gateway] }) => gateway?.natVm?.status === 'running',
  'agent registered': ({ internetGateways: [gateway] }) => gateway?.natVm?.agent?.registeredAt != null,
  'agent active': ({ internetGateways: [gateway] }) => gateway?.natVm?.agent?.state === 'active',
  'route programmed': ({ routeTables: [table] }) => table?.routes[0]?.state === 'active',
  'instance runs': ({ instances: [instance] }) => instance?.powerState === 'on',
};

/**
 * How long it takes from the first PUT until a private instance runs with its way out, by what has come about: on the
 * simulator, whose actions take 0.1 to 2 s, so it is our own share that shows. In ms since the first PUT, medians.
 */
export async function benchEgress(): Promise<Row[]> {
  const stack = await startStack();
  try {
    const rounds: Map<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const seca = secaClient(stack.endpoints);
      rounds.push(await measure(stack.endpoints, seca));
      await deleteAll(seca);
    }
    return ['documents accepted', ...Object.keys(MILESTONES)].map((what) => {
      const times = rounds.map((round) => round.get(what) ?? Number.NaN);
      return {
        what,
        medianMs: Math.round(median(times)),
        fastestMs: Math.round(Math.min(...times)),
        slowestMs: Math.round(Math.max(...times)),
        loadOfMachine: Math.round(loadavg()[0] ?? 0),
      };
    });
  } finally {
    await stack.stop();
  }
}

async function measure(endpoints: Endpoints, seca: Seca): Promise<Map<string, number>> {
  const begin = performance.now();
  const reached = new Map<string, number>();
  const sinceBegin = (): number => performance.now() - begin;
  for (const name of ORDER) await seca.put(paths[name], specs[name]);
  reached.set('documents accepted', sinceBegin());
  const starting = startWhenMade(seca);
  while (reached.size <= Object.keys(MILESTONES).length) {
    if (sinceBegin() > LIMIT_MS) throw new Error(`only ${[...reached.keys()].join(', ')} came about`);
    const { network } = await progress(endpoints);
    for (const [what, isReached] of Object.entries(MILESTONES)) {
      if (network && !reached.has(what) && isReached(network)) reached.set(what, sinceBegin());
    }
    await delay(LOOK_EVERY_MS);
  }
  await starting;
  return reached;
}

const ORDER = ['workspace', 'network', 'gateway', 'table', 'subnet', 'nic', 'volume', 'instance'] as const;

async function startWhenMade(seca: Seca): Promise<void> {
  await seca.until(paths.instance, (found) => found?.status?.state === 'active');
  await seca.post(`${paths.instance}/start`);
}

async function progress({ admin, adminToken }: Endpoints): Promise<Progress> {
  const query = `{ network(tenant: "demo", region: "eu-central", workspace: "bench", name: "main") {
    internetGateways { natVm { status agent { state registeredAt } } }
    routeTables { routes { state } } instances { powerState } providerObject { id } } }`;
  const response = await fetch(admin, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: Progress; errors?: unknown };
  if (!data) throw new Error(JSON.stringify(errors));
  return data;
}
