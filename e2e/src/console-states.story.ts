/** Each screen while it is read, when it cannot be, when it is read, to a stranger, and as others change what it shows. */
import type { Page, Route } from '@playwright/test';
import type { Endpoints } from '@seca-hetzner/scripts';
import { expectAccessible } from './accessible.js';
import { ask, makeToken, put } from './clients.js';
import { FAILED } from './complaints.js';
import { enterConsole, expect, needsBrowser, test } from './stories.js';

needsBrowser();

const SHOP = 'tenants/demo/workspaces/shop';
const at = (rest = ''): string => `workspaces/demo/shop${rest}?region=eu-central`;
const MAIN = at('/networks/main');
const TABLE = at('/networks/main/route-tables/default');
const GATEWAY = at('/internet-gateways/out');
const INSTANCE = at('/instances/web');

type PathOf = (endpoints: Endpoints) => Promise<string>;

const provider: PathOf = async (endpoints) => {
  const { providerConnections } = await ask<{ providerConnections: { id: string; name: string }[] }>(
    endpoints,
    '{ providerConnections { id name } }',
  );
  return `providers/${providerConnections.find(({ name }) => name === 'default')?.id}`;
};

const run: PathOf = async (endpoints) => {
  const { runs } = await ask<{ runs: { id: string }[] }>(endpoints, '{ runs(first: 1) { id } }');
  return `runs/${runs[0]?.id}`;
};

async function pathOf(path: string | PathOf, endpoints: Endpoints): Promise<string> {
  return typeof path === 'string' ? path : path(endpoints);
}

/** What a screen asks, says meanwhile, and shows then. */
const SCREENS: readonly {
  screen: string;
  path: string | PathOf;
  query: string;
  reading: string;
  seen: string | RegExp;
}[] = [
  { screen: 'home', path: '', query: 'Overview', reading: 'Reading how things are', seen: 'shop' },
  { screen: 'workspace', path: at(), query: 'Workspace', reading: 'Reading the workspace', seen: 'main' },
  { screen: 'network', path: MAIN, query: 'Network', reading: 'Reading the network', seen: '10.0.0.0/16' },
  {
    screen: 'route table',
    path: TABLE,
    query: 'RouteTable',
    reading: 'Reading the route table',
    seen: 'In force',
  },
  {
    screen: 'internet gateway',
    path: GATEWAY,
    query: 'Gateway',
    reading: 'Reading the internet gateway',
    seen: 'Forwarding',
  },
  {
    screen: 'instance',
    path: INSTANCE,
    query: 'Instance',
    reading: 'Reading the instance',
    seen: 'Way out to the internet',
  },
  { screen: 'nodes', path: 'nodes', query: 'Nodes', reading: 'Reading the nodes', seen: 'Forwarding' },
  {
    screen: 'providers',
    path: 'providers',
    query: 'Providers',
    reading: 'Reading the provider connections',
    seen: 'default',
  },
  {
    screen: 'provider',
    path: provider,
    query: 'Providers',
    reading: 'Reading the provider connection',
    seen: 'Last good check',
  },
  { screen: 'runs', path: 'runs', query: 'Runs', reading: 'Reading the runs', seen: /networks \/ main/ },
  { screen: 'run', path: run, query: 'Run', reading: 'Reading the run', seen: 'Planned at its start' },
  {
    screen: 'activity',
    path: 'activity',
    query: 'Activity',
    reading: 'Reading the activity',
    seen: 'demo-admin',
  },
  {
    screen: 'plan',
    path: 'plan',
    query: 'PlanPlaces',
    reading: 'Reading the workspaces',
    seen: 'SECA documents',
  },
  {
    screen: 'access',
    path: 'access',
    query: 'ApiTokens',
    reading: 'Reading who has access',
    seen: 'Make a token',
  },
];

type Answer = 'none yet' | 'a fault' | 'the truth';

/** Decides what a page is answered to a question; those that it asks without an answer wait for one. */
async function answering(page: Page, query: string): Promise<{ become: (next: Answer) => Promise<void> }> {
  let now: Answer = 'none yet';
  const waiting: Route[] = [];
  const answer = async (route: Route): Promise<void> => {
    if (now === 'none yet') waiting.push(route);
    else if (now === 'a fault') await route.fulfill({ status: 500, json: {} });
    else await route.continue();
  };
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes(`"operationName":"${query}"`) ? answer(route) : route.continue(),
  );
  return {
    async become(next) {
      now = next;
      for (const route of waiting.splice(0)) await answer(route);
    },
  };
}

for (const { screen, path, query, reading, seen } of SCREENS) {
  test(`${screen}: says what it reads, why it cannot, and shows it when it can`, async ({
    page,
    complaints,
    filledStack: { endpoints },
  }) => {
    complaints.allow(FAILED);
    const answers = await answering(page, query);
    await enterConsole(page, endpoints, await pathOf(path, endpoints));
    await expect(page.getByRole('status', { name: reading, exact: true })).toBeVisible();
    await answers.become('a fault');
    await expect(page.getByRole('alert')).toContainText('The admin server could not answer');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await answers.become('the truth');
    await expect(page.getByText(seen).first()).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  });
}

/** To somebody who belongs to a tenant in which nothing is. */
const TO_A_STRANGER: readonly (readonly [path: string | PathOf, seen: string])[] = [
  ['', 'There is no network yet'],
  ['nodes', 'No machine runs for this installation.'],
  ['providers', 'No project at Hetzner is bound to this installation.'],
  [provider, 'There is no such provider connection'],
  ['runs', 'Nothing has had to be done yet.'],
  [run, 'There is no such run'],
  ['activity?subject=nobody', 'Nothing of the kind has been done.'],
  ['plan', 'Plan is not for you'],
  ['access', 'Access is not for you'],
  [at(), 'This is not yours to see'],
  [MAIN, 'This is not yours to see'],
  [TABLE, 'This is not yours to see'],
  [GATEWAY, 'This is not yours to see'],
  [INSTANCE, 'This is not yours to see'],
];

test('a viewer of another tenant finds each screen empty, or learns that it is not theirs', async ({
  page,
  filledStack: { endpoints },
}) => {
  await ask(endpoints, 'mutation { createTenant(name: "stranger") { name } }');
  const adminToken = await makeToken(endpoints, 'stranger', 'viewer', 'stranger');
  await enterConsole(page, { ...endpoints, adminToken });
  for (const [path, seen] of TO_A_STRANGER) {
    await page.goto(new URL(await pathOf(path, endpoints), endpoints.console).href);
    await expect(page.getByText(seen).first()).toBeVisible();
    await expectAccessible(page);
  }
});

/** Opens screens beside each other, each fully read. */
async function open(page: Page, endpoints: Endpoints, paths: readonly string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const path of paths) {
    const tab = pages.length === 0 ? page : await page.context().newPage();
    await enterConsole(tab, endpoints, path);
    await expect(tab.getByText('Live', { exact: true })).toBeVisible();
    await expect(tab.getByRole('status', { name: /^Reading/ })).toHaveCount(0);
    pages.push(tab);
  }
  return pages;
}

async function expectSeen(pages: readonly Page[], seen: readonly (string | RegExp)[]): Promise<void> {
  for (const [index, each] of seen.entries())
    await expect(pages[index]!.getByText(each).first()).toBeAttached();
}

test('what is declared is seen on each screen that it is on, without loading any again', async ({
  page,
  filledStack: { endpoints },
}) => {
  const pages = await open(page, endpoints, ['', 'plan', 'activity', 'runs', at(), GATEWAY]);
  const labels = { seen: 'just-changed' };
  await put(endpoints, 'seca.workspace/v1/tenants/demo/workspaces/fresh', {});
  await put(endpoints, 'seca.network/v1/tenants/demo/workspaces/fresh/networks/just-declared', {
    cidr: { ipv4: '10.90.0.0/16' },
    skuRef: { resource: 'skus/hetzner-network' },
  });
  await put(endpoints, `seca.workspace/v1/${SHOP}`, {}, labels);
  await put(endpoints, `seca.network/v1/${SHOP}/internet-gateways/out`, { egressOnly: true }, labels);
  const changed = [labels.seen, labels.seen];
  await expectSeen(pages, [
    'just-declared',
    'In workspace fresh',
    /just-declared/,
    /just-declared/,
    ...changed,
  ]);
});

test('a gateway that is drained, and resumed, is seen on each screen that it is on', async ({
  page,
  filledStack: { endpoints },
}) => {
  const pages = await open(page, endpoints, ['nodes', TABLE, INSTANCE, MAIN]);
  const command = (action: string): Promise<unknown> => {
    const place = 'tenant: "demo", region: "eu-central", workspace: "shop", network: "main", gateway: "out"';
    return ask(endpoints, `mutation { ${action}(${place}) { id } }`);
  };
  await expectSeen(pages, ['Forwarding', 'In force']);
  await command('drainGateway');
  await expectSeen(pages, ['Drained', 'Waiting', 'Resume gateway out', 'Drained']);
  await command('resumeGateway');
  await expectSeen(pages, ['Forwarding', 'In force']);
  for (const tab of pages.slice(2)) await expect(tab.getByText('Drained')).toHaveCount(0);
});

test('a connection that is bound and unbound, and a token that is made, are seen by whoever looks', async ({
  page,
  filledStack: { endpoints },
}) => {
  const [providers, home, access] = await open(page, endpoints, ['providers', '', 'access']);
  const { bindProviderConnection } = await ask<{ bindProviderConnection: { id: string } }>(
    endpoints,
    `mutation { bindProviderConnection(tenant: "demo", name: "just-bound", token: "${'c'.repeat(64)}", mode: plan) { id } }`,
  );
  await expect(providers!.getByRole('link', { name: 'just-bound' })).toBeVisible();
  await expect(home!.getByRole('link', { name: 'just-bound' })).toBeVisible();
  await providers!.getByRole('link', { name: 'just-bound' }).click();
  await expect(providers!.getByRole('heading', { name: 'just-bound', level: 1 })).toBeVisible();
  await ask(
    endpoints,
    'mutation ($id: ID!) { unbindProviderConnection(id: $id) { id } }',
    bindProviderConnection,
  );
  await expect(providers!.getByRole('heading', { name: 'The connection has been unbound' })).toBeVisible();
  await expect(home!.getByRole('link', { name: 'just-bound' })).toBeHidden();
  await makeToken(endpoints, 'just-made', 'viewer');
  await expect(access!.getByText('just-made')).toBeVisible();
});
