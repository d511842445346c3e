/** The main job, a private instance with a way out, by a whole stack of our own that is bound in mode `smoke`. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  adminClient,
  deleteAll,
  paths,
  secaClient,
  specs,
  startStack,
  type Seca,
  type Stack,
} from '@seca-hetzner/scripts';
import type { Evidence } from './evidence.js';
import type { Gate } from './gate/gate.js';

const LIMIT_MS = 900_000;
const LOOK_EVERY_MS = 1_000;
const ORDER = ['workspace', 'network', 'gateway', 'table', 'subnet', 'nic', 'volume', 'instance'] as const;

export interface MainJobOptions {
  gate: Pick<Gate, 'url' | 'token'>;
  capEur: number;
  expiresAt: Date;
  evidence: Evidence;
  /** For the stack's data; of this trial alone, and removed with it. */
  dataDir: string;
  signal: AbortSignal;
}

/** Ends when everything that the client has made is gone again, by the stack's own doing; rejects when it does not get there. */
export async function runMainJob(options: MainJobOptions): Promise<void> {
  const { gate, dataDir } = options;
  const stack = await startStack({
    dataDir,
    readyLimitMs: LIMIT_MS,
    environment: { HCLOUD_TOKEN: gate.token, HCLOUD_ENDPOINT: gate.url, DATABASE_URL: '', REDIS_URL: '' },
  });
  try {
    await work(stack, options);
  } finally {
    await stack.stop();
  }
}

async function work(stack: Stack, options: MainJobOptions): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const seca = secaClient(stack.endpoints, { limitMs: LIMIT_MS, signal });
  const ask = adminClient(stack.endpoints);
  try {
    await Promise.race([doJob(ask, seca, options), refusal(ask, signal)]);
  } finally {
    over.abort(new Error('the main job is over'));
  }
}

async function doJob(
  ask: ReturnType<typeof adminClient>,
  seca: Seca,
  { capEur, expiresAt, evidence }: MainJobOptions,
): Promise<void> {
  const begin = performance.now();
  const reached = (what: string, facts: object = {}): void =>
    evidence.note('main-job', { what, ms: Math.round(performance.now() - begin), ...facts });

  const { providerConnections } = await ask<{ providerConnections: { id: string; mode: string }[] }>(
    '{ providerConnections { id mode } }',
  );
  const [connection] = providerConnections;
  reached('bound', { mode: connection?.mode });
  await ask(
    `mutation ($id: ID!, $smoke: SmokeTermsInput!) { setProviderMode(id: $id, mode: smoke, smoke: $smoke) { id } }`,
    { id: connection?.id, smoke: { capEur, expiresAt: expiresAt.toISOString() } },
  );
  reached('in mode smoke');

  for (const name of ORDER) await seca.put(paths[name], specs[name]);
  await seca.until(paths.instance, (found) => found?.status?.state === 'active');
  reached('instance made');
  await seca.post(`${paths.instance}/start`);
  await seca.until(paths.table, (found) => found?.status?.routes?.[0]?.state === 'active');
  reached('route programmed');
  await seca.until(paths.instance, (found) => found?.status?.powerState === 'on');
  reached('instance runs', await explain(ask));

  await deleteAll(seca);
  reached('everything deleted');
}

/** Rejects when the stack itself says that its own cap stands in the way, which it tries again and again. */
async function refusal(ask: ReturnType<typeof adminClient>, signal: AbortSignal): Promise<never> {
  for (;;) {
    const { runs } = await ask<{ runs: { reason: string | null }[] }>('{ runs(first: 50) { reason } }');
    const refused = runs.find(({ reason }) => reason?.includes("the trial's cap"));
    if (refused) throw new Error(refused.reason ?? '');
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function explain(ask: ReturnType<typeof adminClient>): Promise<object> {
  const { explainEgress } = await ask<{ explainEgress: object }>(
    `{ explainEgress(tenant: "demo", region: "eu-central", workspace: "bench", instance: "web")
       { isOpen hops { name state message } } }`,
  );
  return { explainEgress };
}
