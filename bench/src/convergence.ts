import { setTimeout as delay } from 'node:timers/promises';
import { adminClient, paths, secaClient, specs, startStack, to, type Stack } from '@seca-hetzner/scripts';
import { MOST_PER_NETWORK, putInstance, putNetwork, workspace } from './instances.js';
import { machineLoad } from './machine-load.js';
import { percentile, rounded } from './median.js';
import type { BenchOptions } from './options.js';
import type { Row } from './table.js';

const WISHED_RATIO = 1.15;
const LOOK_EVERY_MS = 1_000;
const LIMIT_MS = 900_000;
/** Below what the gateway takes of one caller. */
const AT_ONCE = 50;
/** A table needs a route; this one asks nothing of Hetzner, since its target does not exist. */
const NOWHERE = { destinationCidrBlock: '192.168.0.0/16', targetRef: to('instances/none') };

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
  for (let first = 0; first < count; first += MOST_PER_NETWORK) {
    const subnet = await putNetwork(seca, networkOf(first), [NOWHERE]);
    await seca.until(subnet, (found) => found?.status?.state === 'active');
  }
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let index = lane; index < count; index += AT_ONCE)
        await putInstance(seca, `vm${index}`, networkOf(index));
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
    loadOfMachine: machineLoad(),
  };
}

const networkOf = (instance: number): string => `n${Math.floor(instance / MOST_PER_NETWORK)}`;

async function untilActive({ endpoints }: Stack, count: number): Promise<Instance[]> {
  const headers = { authorization: `Bearer ${endpoints.token}` };
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await delay(LOOK_EVERY_MS)) {
    const answer = await fetch(
      `${endpoints.gateway}/providers/seca.compute/v1/${workspace}/instances?limit=1000`,
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
