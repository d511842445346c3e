/** Every screen in every state: where it is, how it gets there, and by what one sees that it is. */
import type { Locator, Page } from '@playwright/test';
import { LONGEST_NAME } from './lived-in.js';

export interface Screen {
  name: string;
  /** Of the console, without its first `/`. */
  path: string;
  /** There once what is to be seen has been read. */
  seen: (page: Page) => Locator;
  /** Done before the page is opened; answers of the API can be replaced here. */
  before?: (page: Page) => Promise<void>;
  /** Done once the page is there. */
  after?: (page: Page) => Promise<void>;
  /** Signs in as a viewer. */
  isViewer?: boolean;
  /** It can use more room than most screens have. */
  isWide?: boolean;
  /** What its picture in the README is called. */
  inReadme?: string | undefined;
  /** Nobody is signed in. */
  isOutside?: boolean;
  /** It is made of what others are tested with. */
  isPicturedOnly?: boolean;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first();
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first();
const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first();
const dialog = (page: Page): Locator => page.getByRole('dialog');
const at = (rest: string): string => `workspaces/demo/${rest}?region=eu-central`;

export const EMPTY: readonly Screen[] = [
  { name: 'sign-in', path: '', isOutside: true, seen: (page) => page.getByLabel('Admin token') },
  { name: 'home', path: '', seen: heading('There is no network yet') },
  { name: 'nodes', path: 'nodes', seen: heading('Nodes') },
  { name: 'runs', path: 'runs', seen: heading('Runs') },
  { name: 'activity', path: 'activity', seen: heading('Activity') },
  { name: 'plan', path: 'plan', seen: (page) => page.getByLabel('SECA documents') },
];

const DOCUMENTS = `metadata: {kind: network, name: second, workspace: shop}
spec:
  cidr: {ipv4: 10.9.0.0/16}
  skuRef: {resource: skus/hetzner-network}
---
metadata: {kind: block-storage, name: web, workspace: shop}
spec:
  sizeGB: 30
  skuRef: {resource: skus/hetzner-volume}
---
metadata: {kind: block-storage, name: archive, workspace: shop}
spec:
  sizeGB: 500
  skuRef: {resource: skus/hetzner-volume}
`;

const FAULTY = `metadata: {kind: network, name: wrong, workspace: shop}
spec:
  cidr: {ipv4: 10.9.0.0/16}
  skuRef: {resource: skus/nothing-like-it}
`;

async function plan(page: Page, documents: string): Promise<void> {
  await page.getByLabel('SECA documents').fill(documents);
  await page.getByRole('button', { name: 'Work out the plan' }).click();
}

/** The screens that read something, with what is there once they have. */
const READING: readonly Screen[] = [
  { name: 'home', inReadme: 'home', path: '', isWide: true, seen: heading('Networks') },
  { name: 'map', path: at('shop/networks/main'), isWide: true, seen: text('there, and seen') },
  { name: 'workspace', path: at('shop'), seen: (page) => page.getByRole('row', { name: 'main' }) },
  {
    name: 'route-table',
    path: at('shop/networks/main/route-tables/default'),
    seen: (page) => page.getByRole('row', { name: '0.0.0.0/0' }),
  },
  { name: 'gateway', path: at('shop/internet-gateways/out'), seen: text('Forwarding') },
  { name: 'instance', path: at('shop/instances/web'), seen: heading('Way out to the internet') },
  { name: 'nodes', path: 'nodes', seen: text('Forwarding') },
  { name: 'providers', path: 'providers', seen: text('Simulated cloud') },
  {
    name: 'runs',
    path: 'runs',
    seen: (page) => page.getByRole('row').nth(1),
  },
  { name: 'activity', path: 'activity', seen: text('demo-admin') },
  { name: 'access', path: 'access', seen: text('seed') },
];

/** All of them read, and fail, by the same blocks: these stand for the others. */
const TESTED: ReadonlySet<string> = new Set(['home', 'map']);

/** What every screen shows around itself is answered, what it reads of its own is not. */
const isFrame = (body: string | null): boolean => /"operationName":"(Shell|Session)"/.test(body ?? '');

function loading(screen: Screen): Screen {
  return {
    ...screen,
    name: `${screen.name}, loading`,
    inReadme: undefined,
    isWide: false,
    seen: (page) => page.getByRole('status', { name: /^Reading/ }).first(),
    isPicturedOnly: !TESTED.has(screen.name),
    before: async (page) => {
      await page.route('**/graphql', async (route) => {
        if (isFrame(route.request().postData())) await route.continue();
      });
    },
  };
}

function failing(screen: Screen): Screen {
  return {
    ...screen,
    name: `${screen.name}, error`,
    inReadme: undefined,
    isWide: false,
    seen: (page) => page.getByRole('alert').first(),
    isPicturedOnly: !TESTED.has(screen.name),
    before: async (page) => {
      await page.route('**/graphql', async (route) => {
        if (isFrame(route.request().postData())) await route.continue();
        else await route.fulfill({ status: 500, json: {} });
      });
    },
  };
}

export const LIVED_IN: readonly Screen[] = [
  ...READING,
  ...READING.map((screen) => loading(screen)),
  ...READING.map((screen) => failing(screen)),
  { name: 'home, viewer', path: '', isViewer: true, seen: heading('Networks') },
  { name: 'workspace, broken', path: at('lab'), seen: (page) => page.getByRole('row', { name: 'drifted' }) },
  {
    name: 'workspace, nothing found',
    path: `${at('shop')}&kind=instance&text=nothing-like-it`,
    seen: text('There is no instance like that'),
  },
  {
    name: 'workspace, storage',
    path: `${at('shop')}&kind=block-storage`,
    seen: (page) => page.getByRole('row', { name: 'web' }),
  },
  { name: 'map, odd names', path: at(`shop/networks/${LONGEST_NAME}`), seen: text('שלום עולם') },
  {
    name: 'map, way lit',
    path: `${at('shop/networks/main')}&instance=web`,
    isWide: true,
    seen: (page) => page.getByRole('region', { name: 'Instance web', exact: true }),
  },
  { name: 'map, intent', path: `${at('shop/networks/main')}&view=intent`, seen: heading('main') },
  { name: 'map, reality', path: `${at('lab/networks/drifted')}&view=reality`, seen: heading('drifted') },
  {
    name: 'map, table',
    path: at('shop/networks/main'),
    seen: heading('main'),
    after: (page) => page.getByText('The picture as a table').click(),
  },
  {
    name: 'map, drifted',
    inReadme: 'map',
    path: `${at('lab/networks/drifted')}&instance=drifted`,
    isWide: true,
    seen: (page) => page.getByRole('region', { name: 'Instance drifted', exact: true }),
  },
  {
    name: 'map, silent',
    path: `${at('lab/networks/silent')}&instance=silent`,
    seen: (page) => page.getByRole('region', { name: 'Instance silent', exact: true }),
  },
  {
    name: 'map, waiting',
    path: `${at('lab/networks/refused')}&instance=refused`,
    seen: (page) => page.getByRole('region', { name: 'Instance refused', exact: true }),
  },
  {
    name: 'map, grouped',
    path: at('shop/networks/many'),
    seen: (page) => page.getByRole('link', { name: '12 instances' }),
  },
  {
    name: 'map, group opened',
    path: at('shop/networks/many'),
    isWide: true,
    seen: (page) => page.getByRole('link', { name: '12 instances' }),
    after: async (page) => {
      await page.getByRole('link', { name: '12 instances' }).click();
      await page.getByRole('link', { name: 'many-12' }).waitFor();
    },
  },
  { name: 'network that is not there', path: at('shop/networks/none'), seen: heading('There is no network') },
  {
    name: 'route-table, drifted',
    inReadme: 'route-table',
    path: at('lab/networks/drifted/route-tables/default'),
    seen: (page) => page.getByRole('row', { name: '0.0.0.0/0' }),
  },
  { name: 'gateway, broken', path: at('lab/internet-gateways/out'), seen: heading('out') },
  {
    name: 'gateway, drain',
    path: at('shop/internet-gateways/out'),
    seen: button('Drain…'),
    after: (page) => page.getByRole('button', { name: 'Drain…' }).first().click(),
  },
  {
    name: 'instance, drifted',
    inReadme: 'way-out',
    path: at('lab/instances/drifted'),
    seen: heading('Way out to the internet'),
  },
  { name: 'instance, silent', path: at('lab/instances/silent'), seen: heading('Way out to the internet') },
  { name: 'instance, waiting', path: at('lab/instances/refused'), seen: heading('Way out to the internet') },
  { name: 'instance, off', path: at('shop/instances/many-1'), seen: heading('Way out to the internet') },
  {
    name: 'provider',
    path: 'providers',
    seen: text('Simulated cloud'),
    after: (page) => page.getByRole('link', { name: 'default' }).click(),
  },
  {
    name: 'provider, error',
    path: 'providers',
    seen: text('Simulated cloud'),
    after: (page) => page.getByRole('link', { name: 'old' }).click(),
  },
  {
    name: 'provider, unbind',
    path: 'providers',
    seen: text('Simulated cloud'),
    after: async (page) => {
      await page.getByRole('link', { name: 'old' }).click();
      await page.getByRole('button', { name: 'Unbind…' }).click();
    },
  },
  {
    name: 'run',
    path: 'runs',
    seen: heading('Runs'),
    after: async (page) => {
      await page.getByRole('row').nth(1).getByRole('link').click();
      await page.getByRole('table', { name: 'Steps of the run' }).waitFor();
    },
  },
  {
    name: 'plan, worked out',
    inReadme: 'plan',
    path: 'plan',
    seen: (page) => page.getByLabel('SECA documents'),
    after: async (page) => {
      await plan(page, DOCUMENTS);
      await page.getByRole('row', { name: /second/ }).waitFor();
      await page.getByRole('button', { name: 'Apply' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'plan, refused',
    path: 'plan',
    seen: (page) => page.getByLabel('SECA documents'),
    after: async (page) => {
      await plan(page, FAULTY);
      await page.getByRole('row', { name: /wrong/ }).or(page.getByRole('alert')).first().waitFor();
    },
  },
  {
    name: 'access, new token',
    path: 'access',
    seen: text('seed'),
    after: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('auditor');
      await page.getByRole('button', { name: 'Make token' }).click();
      await page.getByRole('button', { name: 'I have kept it' }).waitFor();
    },
  },
  { name: 'access, forbidden', path: 'access', isViewer: true, seen: heading('Access is not for you') },
  { name: 'plan, forbidden', path: 'plan', isViewer: true, seen: heading('Plan is not for you') },
  { name: 'page that is not there', path: 'nowhere', seen: heading('There is no such page') },
  {
    name: 'palette',
    path: '',
    seen: heading('Networks'),
    after: async (page) => {
      await page.keyboard.press('Control+k');
      await dialog(page).getByRole('combobox').fill('web');
      await dialog(page).getByRole('option').first().waitFor();
    },
  },
  {
    name: 'shortcuts',
    path: '',
    seen: heading('Networks'),
    after: async (page) => {
      await page.keyboard.press('?');
      await dialog(page).waitFor();
    },
  },
  {
    name: 'connection lost',
    path: '',
    seen: text('Live'),
    after: async (page) => {
      await page.context().setOffline(true);
      await page.getByText('The connection to the admin server is lost').waitFor();
    },
  },
  {
    name: 'session ended',
    path: '',
    seen: heading('Networks'),
    after: async (page) => {
      await page.route('**/graphql', (route) => route.fulfill({ status: 401, json: {} }));
      await page.getByRole('link', { name: 'Nodes' }).click();
      await page.getByText('Your session has ended').waitFor();
    },
  },
];

export const PAIRED: readonly Screen[] = [
  {
    name: 'gateway, two VMs',
    inReadme: 'gateway',
    path: at('shop/internet-gateways/out'),
    seen: button('Fail over to it…'),
    after: async (page) => {
      const vmOf = (role: string): Locator => page.getByRole('region', { name: `The ${role} VM in main` });
      await vmOf('standby').getByText('Forwarding').waitFor();
      await vmOf('primary')
        .getByText(/^[\d.]+ [kM]B$/)
        .first()
        .waitFor();
    },
  },
];
