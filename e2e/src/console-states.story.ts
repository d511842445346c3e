/** The states of each screen: loading, in error, filled, empty, forbidden, changing live. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Endpoints } from '@seca-hetzner/scripts';
import { SHOP, admin, makeToken, seca } from './clients.js';
import { FAILED } from './complaints.js';
import { enterConsole, expect, needsBrowser, test } from './stories.js';

needsBrowser();

interface Screen {
  name: string;
  path: string | ((endpoints: Endpoints) => Promise<string>);
  /** The question that it asks. */
  query: string;
  /** What it says while it reads. */
  reading: string;
  /** Its title, and something else that is there once it has been read. */
  title: string | RegExp;
  seen: string | RegExp;
}

const IN_SHOP = 'workspaces/demo/shop';

const SCREENS: readonly Screen[] = [
  {
    name: 'home',
    path: '',
    query: 'Overview',
    reading: 'Reading how things are',
    title: 'Home',
    seen: 'shop',
  },
  {
    name: 'workspace',
    path: `${IN_SHOP}?region=eu-central`,
    query: 'Workspace',
    reading: 'Reading the workspace',
    title: 'shop',
    seen: 'main',
  },
  {
    name: 'network',
    path: `${IN_SHOP}/networks/main?region=eu-central`,
    query: 'Network',
    reading: 'Reading the network',
    title: 'main',
    seen: '10.0.0.0/16',
  },
  {
    name: 'route table',
    path: `${IN_SHOP}/networks/main/route-tables/default?region=eu-central`,
    query: 'RouteTable',
    reading: 'Reading the route table',
    title: 'default',
    seen: 'In force',
  },
  {
    name: 'internet gateway',
    path: `${IN_SHOP}/internet-gateways/out?region=eu-central`,
    query: 'Gateway',
    reading: 'Reading the internet gateway',
    title: 'out',
    seen: 'Forwarding',
  },
  {
    name: 'instance',
    path: `${IN_SHOP}/instances/web?region=eu-central`,
    query: 'Instance',
    reading: 'Reading the instance',
    title: 'web',
    seen: 'Way out to the internet',
  },
  {
    name: 'nodes',
    path: 'nodes',
    query: 'Nodes',
    reading: 'Reading the nodes',
    title: 'Nodes',
    seen: 'NAT VM',
  },
  {
    name: 'providers',
    path: 'providers',
    query: 'Providers',
    reading: 'Reading the provider connections',
    title: 'Providers',
    seen: 'default',
  },
  {
    name: 'provider',
    path: pathOfProvider,
    query: 'Providers',
    reading: 'Reading the provider connection',
    title: 'default',
    seen: 'Last good check',
  },
  {
    name: 'runs',
    path: 'runs',
    query: 'Runs',
    reading: 'Reading the runs',
    title: 'Runs',
    seen: /networks \/ main/,
  },
  {
    name: 'run',
    path: pathOfRun,
    query: 'Run',
    reading: 'Reading the run',
    title: /./,
    seen: 'Planned at its start',
  },
  {
    name: 'activity',
    path: 'activity',
    query: 'Activity',
    reading: 'Reading the activity',
    title: 'Activity',
    seen: 'demo-admin',
  },
  {
    name: 'plan',
    path: 'plan',
    query: 'PlanPlaces',
    reading: 'Reading the workspaces',
    title: 'Plan',
    seen: 'SECA documents',
  },
  {
    name: 'access',
    path: 'access',
    query: 'ApiTokens',
    reading: 'Reading who has access',
    title: 'Access',
    seen: 'Make a token',
  },
];

async function pathOfProvider(endpoints: Endpoints): Promise<string> {
  const { providerConnections } = await admin<{ providerConnections: { id: string; name: string }[] }>(
    endpoints,
    '{ providerConnections { id name } }',
  );
  return `providers/${providerConnections.find(({ name }) => name === 'default')?.id}`;
}

async function pathOfRun(endpoints: Endpoints): Promise<string> {
  const { runs } = await admin<{ runs: { id: string }[] }>(endpoints, '{ runs(first: 1) { id } }');
  return `runs/${runs[0]?.id}`;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}

for (const { name, path, query, reading, title, seen } of SCREENS) {
  test(`${name}: says what it reads, says why it cannot, and shows it when it can`, async ({
    page,
    complaints,
    filledStack: { endpoints },
  }) => {
    complaints.allow(FAILED);
    let fail = (): void => undefined;
    const isFailing = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes(`"operationName":"${query}"`) !== true)
        return route.continue();
      await isFailing;
      await route.fulfill({ status: 500, json: {} });
    });
    await enterConsole(page, endpoints, typeof path === 'string' ? path : await path(endpoints));
    await expect(page.getByRole('status', { name: reading })).toBeVisible();
    fail();
    await expect(page.getByRole('alert')).toContainText('The admin server could not answer');
    await expectAccessible(page);
    await page.unrouteAll();
    // It may have been read again by itself meanwhile.
    await page
      .getByRole('button', { name: 'Try again' })
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.getByText(seen).first()).toBeVisible();
    await expect(page.getByRole('alert')).toBeHidden();
  });
}

/** What a viewer of a tenant without anything sees; the first ones are empty, the others not theirs. */
const TO_A_STRANGER: readonly (readonly [path: string, seen: string])[] = [
  ['', 'There is no network yet'],
  ['nodes', 'No machine runs for this installation.'],
  ['providers', 'No project at Hetzner is bound to this installation.'],
  ['runs', 'Nothing has had to be done yet.'],
  ['activity?subject=nobody', 'Nothing of the kind has been done.'],
  ['plan', 'Plan is not for you'],
  ['access', 'Access is not for you'],
  [`${IN_SHOP}?region=eu-central`, 'This is not yours to see'],
  [`${IN_SHOP}/networks/main?region=eu-central`, 'This is not yours to see'],
  [`${IN_SHOP}/networks/main/route-tables/default?region=eu-central`, 'This is not yours to see'],
  [`${IN_SHOP}/internet-gateways/out?region=eu-central`, 'This is not yours to see'],
  [`${IN_SHOP}/instances/web?region=eu-central`, 'This is not yours to see'],
];

test('a viewer of another tenant finds each screen empty, or learns that it is not theirs', async ({
  page,
  filledStack: { endpoints },
}) => {
  await admin(endpoints, 'mutation { createTenant(name: "stranger") { name } }');
  const adminToken = await makeToken(endpoints, 'stranger', 'viewer', 'stranger');
  for (const [path, seen] of TO_A_STRANGER) {
    await test.step(`/${path}`, async () => {
      await enterConsole(page, { ...endpoints, adminToken }, path);
      await expect(page.getByText(seen).first()).toBeVisible();
    });
  }
  await expectAccessible(page);
});

/** Changes that others make, and the screens on which each is seen by itself. */
const LIVE: readonly {
  change: string;
  on: readonly (readonly [path: string, seen: string])[];
  make: (endpoints: Endpoints) => Promise<unknown>;
}[] = [
  {
    change: 'a workspace that is declared',
    on: [
      ['', 'just-declared'],
      ['plan', 'In workspace just-declared'],
      ['activity', 'workspaces/just-declared'],
    ],
    make: (endpoints) =>
      seca(endpoints, 'PUT', 'seca.workspace/v1/tenants/demo/workspaces/just-declared', { spec: {} }),
  },
  {
    change: 'labels that are changed',
    on: [
      [`${IN_SHOP}?region=eu-central`, 'changed-live'],
      [`${IN_SHOP}/internet-gateways/out?region=eu-central`, 'changed-live'],
    ],
    make: async (endpoints) => {
      await seca(endpoints, 'PUT', `seca.network/v1/${SHOP}/internet-gateways/out`, {
        labels: { seen: 'changed-live' },
        spec: { egressOnly: true },
      });
      await seca(endpoints, 'PUT', `seca.workspace/v1/${SHOP}`, {
        labels: { seen: 'changed-live' },
        spec: {},
      });
    },
  },
  {
    change: 'a gateway that is drained',
    on: [
      ['nodes', 'Drained'],
      [`${IN_SHOP}/instances/web?region=eu-central`, 'Resume gateway out'],
      [`${IN_SHOP}/networks/main/route-tables/default?region=eu-central`, 'Waiting'],
      ['activity?subject=seed', 'drain gateway'],
    ],
    make: (endpoints) => admin(endpoints, GATEWAY('drainGateway')),
  },
  {
    change: 'a gateway that is resumed',
    on: [
      ['nodes', 'Forwarding'],
      [`${IN_SHOP}/networks/main/route-tables/default?region=eu-central`, 'In force'],
    ],
    make: (endpoints) => admin(endpoints, GATEWAY('resumeGateway')),
  },
  {
    change: 'a token that is made',
    on: [['access', 'made-live']],
    make: (endpoints) => makeToken(endpoints, 'made-live', 'viewer'),
  },
];

function GATEWAY(action: string): string {
  const place = 'tenant: "demo", region: "eu-central", workspace: "shop", network: "main", gateway: "out"';
  return `mutation { ${action}(${place}) { id } }`;
}

for (const { change, on, make } of LIVE) {
  test(`${change} is seen wherever it matters, without loading anything again`, async ({
    page,
    complaints,
    filledStack: { endpoints },
  }) => {
    const pages: Page[] = [page];
    while (pages.length < on.length) pages.push(await page.context().newPage());
    for (const [index, [path]] of on.entries()) {
      complaints.watch(pages[index]!);
      await enterConsole(pages[index]!, endpoints, path);
      await expect(pages[index]!.getByText('Live', { exact: true })).toBeVisible();
      await expect(pages[index]!.getByRole('status', { name: /^Reading/ })).toBeHidden();
    }
    await make(endpoints);
    for (const [index, [, seen]] of on.entries()) {
      await expect(pages[index]!.getByText(seen).first()).toBeAttached();
    }
  });
}
