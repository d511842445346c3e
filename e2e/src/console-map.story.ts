/** The map of a network, and the pages that it leads to. */
import type { Endpoints } from '@seca-hetzner/scripts';
import { put } from './clients.js';
import { expect, mapOf, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

const MAIN = 'workspaces/demo/shop/networks/main?region=eu-central';
const workspace = 'tenants/demo/workspaces/shop';

async function putNetwork(endpoints: Endpoints, name: string, block: number): Promise<string> {
  const path = `seca.network/v1/${workspace}/networks/${name}`;
  await put(endpoints, path, {
    cidr: { ipv4: `10.${block}.0.0/16` },
    skuRef: { resource: 'skus/hetzner-network' },
  });
  return path;
}

const subnet = (block: number) => ({
  cidr: { ipv4: `10.${block}.1.0/24` },
  zone: 'fsn1',
  routeTableRef: { resource: 'route-tables/default' },
});

const toGateway = {
  routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/out' } }],
};

const atNetwork = (name: string): string => `workspaces/demo/shop/networks/${name}?region=eu-central`;

test('each line of the map has a word, and the way of an instance is lit', async ({ page, filledStack }) => {
  await openConsole(page, filledStack.endpoints, MAIN);
  const map = mapOf(page);
  await expect(map.getByRole('img', { name: 'web to apps: there, and seen' })).toHaveCount(1);
  await expect(map.getByRole('img', { name: 'out to 198' })).toHaveCount(1);
  await map.getByRole('link', { name: 'web' }).click();
  await expect(map.getByRole('link', { name: 'web' })).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/instance=web/);
});

test('the map is walked by arrow keys, and says what it knows of where one is', async ({
  page,
  filledStack,
}) => {
  await openConsole(page, filledStack.endpoints, MAIN);
  const map = mapOf(page);
  const known = page.getByRole('note', { name: 'What is pointed at' });
  await map.getByRole('link', { name: 'web' }).focus();
  await expect(known).toContainText('Instance web');
  await page.keyboard.press('ArrowRight');
  await expect(known).toContainText('Subnet apps');
  await expect(known).toContainText(/action|read from Hetzner/);
  await page.keyboard.press('ArrowRight');
  await expect(known).toContainText('Route table default');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'default', level: 1 })).toBeVisible();
  const row = page.getByRole('row', { name: '0.0.0.0/0' });
  await expect(row).toContainText('In force');
  await expect(row).toContainText('gateway out');
});

test('intent shows what is declared, reality what is there; the address says which', async ({
  page,
  filledStack: { endpoints },
}) => {
  const network = await putNetwork(endpoints, 'spare', 40);
  await put(endpoints, `${network}/route-tables/default`, toGateway);
  await openConsole(page, endpoints, atNetwork('spare'));
  const map = mapOf(page);
  await expect(map.getByText('No instance has a NIC in it')).toBeVisible();
  await page.getByRole('link', { name: 'Intent' }).click();
  await expect(map.getByRole('group', { name: 'Gateway out' })).toBeVisible();
  await page.getByRole('link', { name: 'Reality' }).click();
  await expect(page).toHaveURL(/view=reality/);
  await expect(map.getByRole('group', { name: 'Gateway out' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Reality' })).toHaveAttribute('aria-current', 'true');
  await expect(map.getByRole('group', { name: 'Gateway out' })).toBeHidden();
});

test('what is declared appears by itself, and nothing that was there moves', async ({
  page,
  filledStack: { endpoints },
}) => {
  const network = await putNetwork(endpoints, 'live', 41);
  await put(endpoints, `${network}/route-tables/default`, toGateway);
  await put(endpoints, `${network}/subnets/first`, subnet(41));
  await openConsole(page, endpoints, atNetwork('live'));
  const map = mapOf(page);
  const first = map.getByRole('group', { name: 'Subnet first' });
  await expect(first).toContainText('OK');
  const before = await first.boundingBox();
  await put(endpoints, `${network}/subnets/second`, { ...subnet(41), cidr: { ipv4: '10.41.2.0/24' } });
  await expect(map.getByRole('group', { name: 'Subnet second' })).toBeVisible();
  expect(await first.boundingBox()).toEqual(before);
});

test('more than ten of a kind are one with a count, which can be opened', async ({
  page,
  filledStack: { endpoints },
}) => {
  const network = await putNetwork(endpoints, 'many', 42);
  await put(endpoints, `${network}/route-tables/default`, toGateway);
  await put(endpoints, `${network}/subnets/apps`, subnet(42));
  for (let number = 0; number < 11; number++) {
    const name = `many-${number}`;
    await put(endpoints, `seca.network/v1/${workspace}/nics/${name}`, {
      subnetRef: { resource: 'networks/many/subnets/apps' },
      addresses: ['0.0.0.0'],
    });
    await put(endpoints, `seca.storage/v1/${workspace}/block-storages/${name}`, {
      sizeGB: 20,
      skuRef: { resource: 'skus/hetzner-volume' },
    });
    await put(endpoints, `seca.compute/v1/${workspace}/instances/${name}`, {
      zone: 'fsn1',
      skuRef: { resource: 'skus/cx23' },
      bootVolume: { deviceRef: { resource: `block-storages/${name}` } },
      primaryNicRef: { resource: `nics/${name}` },
    });
  }
  await openConsole(page, endpoints, atNetwork('many'));
  const map = mapOf(page);
  const lot = map.getByRole('link', { name: '11 instances' });
  await expect(map.getByRole('link', { name: 'many-3' })).toBeHidden();
  await lot.click();
  await expect(lot).toHaveAttribute('aria-expanded', 'true');
  await expect(map.getByRole('link', { name: 'many-3' })).toBeVisible();
  await lot.click();
  await expect(map.getByRole('link', { name: 'many-3' })).toBeHidden();
});

test('a gateway is drained after its name is typed, and resumed where the instance says what to do', async ({
  page,
  filledStack: { endpoints },
}) => {
  await openConsole(page, endpoints, 'workspaces/demo/shop/internet-gateways/out?region=eu-central');
  const vm = page.getByRole('region', { name: 'NAT VM in network main' });
  await expect(vm).toContainText('Forwarding');
  await expect(vm.getByRole('row', { name: '10.0.1.0/24' })).toContainText('Let out');
  await vm.getByRole('button', { name: 'Drain…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drain gateway out in main?' });
  await expect(dialog).toContainText('lose the internet');
  await expect(dialog.getByRole('button', { name: 'Drain' })).toBeDisabled();
  await dialog.getByLabel('to confirm').fill('out');
  await dialog.getByRole('button', { name: 'Drain' }).click();
  await expect(vm).toContainText('Drained');
  await expect(dialog).toBeHidden();

  await page.goto(new URL('workspaces/demo/shop/instances/web', endpoints.console).href);
  await expect(page.getByRole('heading', { name: 'web', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Resume gateway out' }).first().click();
  await expect(page.getByRole('button', { name: 'Resume gateway out' })).toBeHidden();
  await expect(page.getByText('Forwarding')).toBeVisible();
  await expect(page.getByRole('group', { name: 'As it was declared' })).toContainText('primaryNicRef:');
});

test.describe('what is not there', () => {
  for (const [kind, path] of [
    ['instance', 'instances/none'],
    ['internet gateway', 'internet-gateways/none'],
    ['route table', 'networks/main/route-tables/none'],
  ] as const) {
    test(`an address of no ${kind} says so`, async ({ page, filledStack: { endpoints } }) => {
      await openConsole(page, endpoints, `workspaces/demo/shop/${path}?region=eu-central`);
      await expect(page.getByRole('heading', { name: `There is no ${kind} none` })).toBeVisible();
    });
  }
});
