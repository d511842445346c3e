import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  adminClient,
  paths,
  secaClient,
  specs,
  startStack,
  to,
  type Seca,
  type Stack,
} from '@seca-hetzner/scripts';
import { percentile, rounded } from './median.js';
import type { BenchOptions } from './options.js';
import type { Row } from './table.js';

const WISHED_RATIO = 1.15;
const LOOK_EVERY_MS = 1_000;
const LIMIT_MS = 900_000;
/** Below what the gateway takes of one caller. */
const AT_ONCE = 50;
/** As many as Hetzner lets be in one network. */
const PER_NETWORK = 100;
const WORKSPACE = 'tenants/demo/workspaces/bench';

/** What the API shows of an instance, as far as it counts here. */
interface Instance {
  metadata: { name: string; createdAt: string };
  status?: { state: string; conditions?: { state: string; lastTransitionAt: string }[] };
}

/** What the simulator keeps of a server and its actions. */
interface CloudServer {
  id: number;
  name: string;
}

/**
 * From the acceptance of an instance's PUT until it is `active`, divided by the time that the cloud itself took for the
 * server's actions, which it does one after another; with durations as measured at Hetzner.
 */
export async function benchConvergence({ instances }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of instances) {
    const stack = await startStack({ environment: { SIMULATOR_DURATIONS: 'real' } });
    try {
      rows.push(await measure(stack, count));
    } finally {
      await stack.stop();
    }
  }
  return rows;
}

async function measure(stack: Stack, count: number): Promise<Row> {
  const seca = secaClient(stack.endpoints, { limitMs: LIMIT_MS });
  await seca.put(paths.workspace, specs.workspace);
  for (let index = 0; index * PER_NETWORK < count; index += 1)
    await putNetwork(seca, networkOf(index * PER_NETWORK));
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let index = lane; index < count; index += AT_ONCE) await putInstance(seca, index);
    }),
  );
  const acceptedMs = performance.now() - begin;
  const made = await untilActive(stack, count);
  const totalMs = performance.now() - begin;
  const ratios = (await ratiosOf(stack, made)).toSorted((one, other) => one - other);
  return {
    instances: count,
    p50: rounded(percentile(ratios, 0.5)),
    p99: rounded(percentile(ratios, 0.99)),
    wanted: `≤ ${WISHED_RATIO}`,
    acceptedInS: rounded(acceptedMs / 1_000),
    allActiveInS: rounded(totalMs / 1_000),
    loadOfMachine: Math.round(loadavg()[0] ?? 0),
  };
}

const networkOf = (instance: number): string => `n${Math.floor(instance / PER_NETWORK)}`;

async function putNetwork(seca: Seca, name: string): Promise<void> {
  const network = `seca.network/v1/${WORKSPACE}/networks/${name}`;
  await seca.put(network, specs.network);
  await seca.put(`${network}/route-tables/default`, {
    routes: [{ destinationCidrBlock: '192.168.0.0/16', targetRef: to('instances/none') }],
  });
  await seca.put(`${network}/subnets/apps`, specs.subnet);
  await seca.until(`${network}/subnets/apps`, (found) => found?.status?.state === 'active');
}

async function putInstance(seca: Seca, index: number): Promise<void> {
  const name = `vm${index}`;
  await seca.put(`seca.network/v1/${WORKSPACE}/nics/${name}`, {
    ...specs.nic,
    subnetRef: to(`networks/${networkOf(index)}/subnets/apps`),
  });
  await seca.put(`seca.storage/v1/${WORKSPACE}/block-storages/${name}`, specs.volume);
  await seca.put(`seca.compute/v1/${WORKSPACE}/instances/${name}`, {
    ...specs.instance,
    bootVolume: { deviceRef: to(`block-storages/${name}`) },
    primaryNicRef: to(`nics/${name}`),
  });
}

async function untilActive({ endpoints }: Stack, count: number): Promise<Instance[]> {
  const headers = { authorization: `Bearer ${endpoints.token}` };
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await delay(LOOK_EVERY_MS)) {
    const answer = await fetch(
      `${endpoints.gateway}/providers/seca.compute/v1/${WORKSPACE}/instances?limit=1000`,
      { headers },
    );
    const { items } = (await answer.json()) as { items: Instance[] };
    if (items.filter(({ status }) => status?.state === 'active').length === count) return items;
  }
  throw new Error(`not all of ${count} instances are active`);
}

/** By the uid that the server's name is made of. */
async function ratiosOf(stack: Stack, instances: readonly Instance[]): Promise<number[]> {
  const own = await ownTimes(stack);
  const uids = await uidsOf(stack);
  return instances.map(({ metadata: { name, createdAt }, status }) => {
    const active = status?.conditions?.find(({ state }) => state === 'active');
    const ownMs = own.get(`i-${uids.get(name)?.replaceAll('-', '')}`);
    if (!active || ownMs === undefined) throw new Error(`nothing is known of ${name}`);
    return (Date.parse(active.lastTransitionAt) - Date.parse(createdAt)) / ownMs;
  });
}

/** The page of resources that the admin API gives at a time. */
const PAGE = 200;

interface Page {
  nodes: { name: string; uid: string }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

async function uidsOf({ endpoints }: Stack): Promise<Map<string, string>> {
  const query = `query ($after: String) { resources(filter: { kinds: ["instance"] }, first: ${PAGE}, after: $after) {
    nodes { name uid } pageInfo { endCursor hasNextPage } } }`;
  const ask = adminClient(endpoints);
  const uids = new Map<string, string>();
  for (let after: string | null = null, isLast = false; !isLast;) {
    const data: { resources: Page } = await ask(query, { after });
    const { nodes, pageInfo }: Page = data.resources;
    for (const { name, uid } of nodes) uids.set(name, uid);
    after = pageInfo.endCursor;
    isLast = !pageInfo.hasNextPage;
  }
  return uids;
}

/** How long the actions of each server took together, in ms, by its name. */
async function ownTimes({
  control,
  endpoints: { simulator, hcloudToken },
}: Stack): Promise<Map<string, number>> {
  const state = await fetch(`${control}/state?project=${hcloudToken}`);
  const { projects } = (await state.json()) as { projects: { objects: { servers: CloudServer[] } }[] };
  const times = new Map<string, number>();
  for (const { id, name } of projects[0]?.objects.servers ?? []) {
    const answer = await fetch(`${simulator}/servers/${id}/actions`, {
      headers: { authorization: `Bearer ${hcloudToken}` },
    });
    const { actions } = (await answer.json()) as { actions: { started: string; finished: string | null }[] };
    const took = actions.map(
      ({ started, finished }) => Date.parse(finished ?? started) - Date.parse(started),
    );
    times.set(
      name,
      took.reduce((sum, ms) => sum + ms, 0),
    );
  }
  return times;
}
