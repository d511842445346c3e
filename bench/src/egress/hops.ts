import {
  adminClient,
  deleteAll,
  putAll,
  secaClient,
  waitUntil,
  type Endpoints,
  type Stack,
} from '@seca-hetzner/scripts';
import { median } from '../median.js';
import type { Row } from '../table.js';

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
 * How long it takes from the first PUT until the gateway has forwarded a packet of a private instance, by what has come
 * about before: on the simulator, whose actions take 0.1 to 2 s, so it is our own share that shows. In ms since the
 * first PUT, medians.
 */
export async function measureHops({ endpoints }: Stack): Promise<Row[]> {
  const rounds: Map<string, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await measure(endpoints));
    await deleteAll(secaClient(endpoints));
  }
  return [...(rounds[0]?.keys() ?? [])].map((what) => {
    const times = rounds.map((round) => round.get(what) ?? Number.NaN);
    return {
      what,
      medianMs: Math.round(median(times)),
      fastestMs: Math.round(Math.min(...times)),
      slowestMs: Math.round(Math.max(...times)),
    };
  });
}

async function measure(endpoints: Endpoints): Promise<Map<string, number>> {
  const begin = performance.now();
  const reached = new Map<string, number>();
  const note = (what: string): unknown => reached.set(what, performance.now() - begin);
  const { started } = await putAll(secaClient(endpoints));
  note('documents accepted');
  await until(begin, async () => {
    const { network } = await adminClient(endpoints)<Progress>(PROGRESS);
    for (const [what, isReached] of Object.entries(MILESTONES)) {
      if (network && !reached.has(what) && isReached(network)) note(what);
    }
    return Object.keys(MILESTONES).every((what) => reached.has(what));
  });
  await until(begin, () => hasForwarded(endpoints));
  note('first packet forwarded');
  await started;
  return reached;
}

const PROGRESS = `{ network(tenant: "demo", region: "eu-central", workspace: "bench", name: "main") {
  internetGateways { natVm { status agent { state registeredAt } } }
  routeTables { routes { state } } instances { powerState } providerObject { id } } }`;

/** Asks the gateway itself, which has counted what came from the instance. */
async function hasForwarded(endpoints: Endpoints): Promise<boolean> {
  const { explainEgress } = await adminClient(endpoints)<{
    explainEgress: { hops: { name: string; state: string }[] };
  }>(`{ explainEgress(tenant: "demo", region: "eu-central", workspace: "bench", instance: "web", askGateway: true) {
      hops { name state } } }`);
  return explainEgress.hops.some(({ name, state }) => name === 'guest-bootstrap' && state === 'ok');
}

async function until(begin: number, isSo: () => Promise<boolean>): Promise<void> {
  const limitMs = LIMIT_MS - (performance.now() - begin);
  if (await waitUntil(isSo, { limitMs, everyMs: LOOK_EVERY_MS })) return;
  throw new Error('the way out never came about');
}
