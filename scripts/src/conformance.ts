/**
 * `npm run conformance -- --suite PATH [--references reject|accept] [--filter REGEXP] [--fast]`: the official suite, as a ready-built
 * runner, against a fresh stack; good when exactly the expected scenarios pass and nothing is left behind.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Endpoints } from './supervisor/endpoints.js';
import { BOUND_PROJECT, simulatedCloud, type Inventory } from './testing/simulated-cloud.js';
import { startStack, type Stack } from './testing/stack.js';
import { waitUntil } from './wait.js';

const USAGE =
  'Usage: npm run conformance -- --suite PATH [--references reject|accept] [--filter REGEXP] [--fast]';
const EXPECTED = new URL('../../../e2e/conformance/expected.json', import.meta.url);

/** Outcome by the name of the scenario. */
type Outcomes = Record<string, 'passed' | 'failed'>;

interface Expected {
  /** Every scenario of the suite. */
  scenarios: string[];
  /** Those that no provider can pass with this setting of `DANGLING_REFERENCES`: others demand the opposite. */
  failing: Record<References, string[]>;
}

type References = 'reject' | 'accept';

interface Arguments {
  suite: string;
  references: References;
  filter: string | undefined;
  /** Polls often; the suite's own pace sleeps for half an hour. */
  isFast: boolean;
}

const args = readArguments();
if (args) process.exitCode = await run(args);
else process.exitCode = 2;

function readArguments(): Arguments | undefined {
  const { values } = parseArgs({
    options: {
      suite: { type: 'string' },
      references: { type: 'string', default: 'reject' },
      filter: { type: 'string' },
      fast: { type: 'boolean', default: false },
    },
  });
  const { suite, references, filter, fast } = values;
  if (!suite || !existsSync(suite) || (references !== 'reject' && references !== 'accept')) {
    process.stderr.write(`${USAGE}\n`);
    return undefined;
  }
  return { suite, references, filter, isFast: fast };
}

async function run({ suite, references, filter, isFast }: Arguments): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'seca-conformance-'));
  const stack = await startStack({
    environment: { SECA_COMPATIBILITY: 'suite', DANGLING_REFERENCES: references },
  });
  try {
    const summary = join(folder, 'summary.json');
    await runSuite(suite, stack, { results: join(folder, 'results'), summary, filter, isFast });
    const outcomes = readOutcomes(summary);
    const faults = [...compare(outcomes, references, filter === undefined), ...(await whatIsLeft(stack))];
    const passed = Object.values(outcomes).filter((outcome) => outcome === 'passed').length;
    const lines = [
      `${passed} of ${Object.keys(outcomes).length} passed with references ${references}`,
      ...faults,
    ];
    process.stdout.write(`\n${lines.join('\n')}\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface SuiteOptions {
  results: string;
  summary: string;
  filter: string | undefined;
  isFast: boolean;
}

async function runSuite(
  suite: string,
  { endpoints }: Stack,
  { results, summary, filter, isFast }: SuiteOptions,
): Promise<void> {
  const flags = {
    'provider.region.v1': endpoints.region,
    'provider.authorization.v1': endpoints.authorization,
    'client.auth.token': endpoints.token,
    'client.region': endpoints.regionName,
    'client.tenant': endpoints.tenant,
    'scenarios.users': 'user1@example.com,user2@example.com',
    'scenarios.cidr': '10.1.0.0/16',
    'scenarios.public.ips': '52.93.126.1/26',
    'report.results.path': results,
    'output.summary.path': summary,
    ...(filter === undefined ? {} : { 'scenarios.filter': filter }),
    ...(isFast ? { 'retry.base.delay': '0', 'retry.base.interval': '10' } : {}),
  };
  const argv = ['run', ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)];
  await once(spawn(suite, argv, { stdio: 'inherit' }), 'close');
}

function readOutcomes(summary: string): Outcomes {
  const { scenarios }: { scenarios: { name: string; status: string }[] } = JSON.parse(
    readFileSync(summary, 'utf8'),
  );
  return Object.fromEntries(
    scenarios.map(({ name, status }) => [name, status === 'passed' ? 'passed' : 'failed']),
  );
}

/** What differs from the expected list, one line each. */
function compare(outcomes: Outcomes, references: References, isWhole: boolean): string[] {
  const { scenarios, failing }: Expected = JSON.parse(readFileSync(fileURLToPath(EXPECTED), 'utf8'));
  const names = isWhole ? scenarios : scenarios.filter((name) => name in outcomes);
  const wrong = names.flatMap((name) => {
    const wanted = failing[references].includes(name) ? 'failed' : 'passed';
    const real = outcomes[name] ?? 'not run';
    return real === wanted ? [] : [`${name}: ${real}, expected ${wanted}`];
  });
  const unknown = Object.keys(outcomes).filter((name) => !scenarios.includes(name));
  return [...wrong, ...unknown.map((name) => `${name}: not among the expected scenarios`)];
}

/** The networks that still stand: the suite stops cleaning up in a scenario that fails. */
async function countNetworks({ admin, adminToken }: Endpoints): Promise<number> {
  const response = await fetch(admin, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ networks { uid } }' }),
  });
  const { data } = (await response.json()) as { data: { networks: object[] } };
  return data.networks.length;
}

/** What is at the simulator and nobody wants. */
async function whatIsLeft({ control, endpoints }: Stack): Promise<string[]> {
  const cloud = simulatedCloud(control, endpoints);
  const wanted: Inventory = { ...BOUND_PROJECT, networks: await countNetworks(endpoints) };
  let left: string[] = [];
  await waitUntil(
    async () => {
      left = Object.entries(await cloud.inventory())
        .filter(([type, count]) => count !== (wanted[type] ?? 0))
        .map(([type, count]) => `left at the simulator: ${count} ${type}`);
      return left.length === 0;
    },
    { limitMs: 60_000, everyMs: 500 },
  );
  return left;
}
