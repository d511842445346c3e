import { REFUSED } from './complaints.js';
import { expect, mapOf, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

const NETWORK = 'workspaces/demo/shop/networks/main?region=eu-central';

test('nobody sees anything without the admin token, and with it the address that was asked for', async ({
  page,
  complaints,
  filledStack,
}) => {
  complaints.allow(REFUSED);
  const { endpoints } = filledStack;
  await openConsole(page, { ...endpoints, adminToken: endpoints.token }, NETWORK);
  await expect(page.getByRole('alert')).toContainText('does not accept this token');
  await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeHidden();
  await page.getByLabel('Admin token').fill(endpoints.adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Admin token')).toHaveValue('');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('the list of networks names the way out and the address outside', async ({ page, filledStack }) => {
  await openConsole(page, filledStack.endpoints);
  const row = page.getByRole('row', { name: 'main' });
  await expect(row).toContainText('1 of 1 instance');
  await expect(row).toContainText(/\d+\.\d+\.\d+\.\d+/);
  await expect(page.getByRole('row', { name: 'Simulated cloud' })).toContainText('Connected');
});

test('a network or page that does not exist says so and leads back', async ({ page, filledStack }) => {
  await openConsole(page, filledStack.endpoints, 'workspaces/demo/shop/networks/none');
  await expect(page.getByRole('heading', { name: 'There is no network none' })).toBeVisible();
  await page.getByRole('link', { name: 'All networks' }).click();
  await expect(page.getByRole('link', { name: 'main' })).toBeVisible();
  await page.goto(new URL('nowhere', filledStack.endpoints.console).href);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('following an instance is in the address, and works by keyboard alone', async ({
  page,
  filledStack,
}) => {
  await openConsole(page, filledStack.endpoints, NETWORK);
  const picture = mapOf(page);
  await picture.getByRole('link', { name: 'web' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/instance=web/);
  const instance = page.getByRole('region', { name: 'Instance web', exact: true });
  await expect(instance).toBeVisible();
  await page.reload();
  await expect(instance).toBeVisible();
  const rung = instance.getByRole('button', { name: /^NAT VM/ });
  await rung.focus();
  await page.keyboard.press('Enter');
  await expect(instance).toContainText('made, repaired and replaced for you');
});

test('what comes from the console comes from this host alone, and little of it', async ({
  page,
  filledStack,
}) => {
  const { console: address } = filledStack.endpoints;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  let scriptBytes = 0;
  page.on('response', async (response) => {
    if (new URL(response.url()).host !== new URL(address).host) complaints.push(response.url());
    if (response.url().endsWith('.js')) scriptBytes += (await response.request().sizes()).responseBodySize;
  });
  await openConsole(page, filledStack.endpoints);
  await expect(page.getByRole('link', { name: 'main' })).toBeVisible();
  expect(scriptBytes).toBeGreaterThan(0);
  expect(scriptBytes).toBeLessThan(200_000);
  await page.getByRole('link', { name: 'main' }).click();
  await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});
