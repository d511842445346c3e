/** The main story of the console: from an empty installation to a way out that breaks and heals, and back to nothing. */
import type { Stack } from '@seca-hetzner/scripts';
import { ask, atHetzner, breakInside, findServer } from './clients.js';
import { byKeyboard, byMouse } from './hands.js';
import { expect, mapOf, needsBrowser, test } from './stories.js';

needsBrowser();

const WORKSPACE = 'metadata: {kind: workspace, name: shop}\nspec: {}\n';

const DOCUMENTS = `${WORKSPACE}---
metadata: {kind: network, name: main, workspace: shop}
spec: {cidr: {ipv4: 10.0.0.0/16}, skuRef: {resource: skus/hetzner-network}}
---
metadata: {kind: internet-gateway, name: out, workspace: shop}
spec: {egressOnly: true}
---
metadata: {kind: routing-table, name: default, workspace: shop, network: main}
spec:
  routes:
    - {destinationCidrBlock: 0.0.0.0/0, targetRef: {resource: internet-gateways/out}}
---
metadata: {kind: subnet, name: apps, workspace: shop, network: main}
spec: {cidr: {ipv4: 10.0.1.0/24}, zone: fsn1, routeTableRef: {resource: route-tables/default}}
---
metadata: {kind: nic, name: web, workspace: shop}
spec: {subnetRef: {resource: networks/main/subnets/apps}, addresses: [0.0.0.0]}
---
metadata: {kind: block-storage, name: web, workspace: shop}
spec: {sizeGB: 20, skuRef: {resource: skus/hetzner-volume}}
---
metadata: {kind: instance, name: web, workspace: shop}
spec:
  zone: fsn1
  skuRef: {resource: skus/cx23}
  bootVolume: {deviceRef: {resource: block-storages/web}}
  primaryNicRef: {resource: nics/web}
`;

for (const [way, handsOn] of [
  ['mouse', byMouse],
  ['keyboard alone', byKeyboard],
] as const) {
  test(`by ${way}: bind, plan, apply, see it come about, break, heal, delete`, async ({ page, stack }) => {
    test.setTimeout(400_000);
    const { endpoints } = stack;
    const { press, type, choose, take } = handsOn(page);
    const screen = (name: string) =>
      page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true });
    await unbindAll(stack);

    await test.step('nothing is there, and nothing is bound', async () => {
      await page.goto(endpoints.console);
      await type(page.getByLabel('Admin token'), endpoints.adminToken);
      await press(page.getByRole('button', { name: 'Sign in' }));
      await expect(page.getByRole('heading', { name: 'There is no network yet' })).toBeVisible();
      await expect(page.getByText('No project at Hetzner is bound')).toBeVisible();
    });

    await test.step('the project is bound', async () => {
      await press(page.getByRole('link', { name: 'Bind a project' }));
      await type(page.getByLabel('Name', { exact: true }), 'project');
      await type(page.getByLabel('Token of the project'), endpoints.hcloudToken ?? '');
      await choose(page.getByLabel('Mode'), 'Live');
      await press(page.getByRole('button', { name: 'Bind', exact: true }));
      await expect(page.getByRole('heading', { name: 'project', level: 1 })).toBeVisible();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    });

    const plan = async (documents: string): Promise<void> => {
      await type(page.getByLabel('SECA documents'), documents);
      await press(page.getByRole('button', { name: 'Work out the plan' }));
    };
    const applied = page.getByRole('region', { name: 'Applying it' });

    await test.step('documents are planned and applied', async () => {
      await press(screen('Plan'));
      await type(page.getByLabel('Region'), endpoints.regionName);
      await plan(DOCUMENTS);
      await expect(page.getByRole('row', { name: /Create.*Instance web/ })).toBeVisible();
      await expect(page.getByText(/€\d+\.\d\d more per month/)).toBeVisible();
      await press(page.getByRole('button', { name: 'Apply' }));
      await expect(applied).toContainText('100 %', { timeout: 120_000 });
    });

    await test.step('the instance is found and started, and the map shows its way out', async () => {
      await press(page.getByRole('button', { name: 'Find' }));
      const finder = page.getByRole('combobox', { name: /^Find/ });
      await type(finder, 'seca.compute/v1/tenants/demo/workspaces/shop/instances/web');
      await take(page.getByRole('option', { name: /web.*Instance.*by its URN/ }));
      await press(page.getByRole('button', { name: 'Start', exact: true }));
      const started = page.getByRole('region', { name: 'What was asked for' });
      await expect(started).toContainText('100 %', { timeout: 120_000 });
      await press(page.getByRole('link', { name: 'Show it on the map of main' }));
      await expect(mapOf(page).getByRole('img', { name: 'web to apps: there, and seen' })).toHaveCount(1);
    });

    await test.step('what breaks on the way is named within seconds, and it heals', async () => {
      const instance = page.getByRole('region', { name: 'Instance web', exact: true });
      await expect(instance.getByText('Way out', { exact: true })).toBeVisible();
      await breakInside(stack, await findServer(stack, 'nat-vm'), { rulesFlushed: true });
      await expect(instance.getByText('No way out')).toBeVisible({ timeout: 20_000 });
      await expect(instance.getByText(/^Forwarding: /)).toBeVisible();
      await expect(instance.getByText('Way out', { exact: true })).toBeVisible({ timeout: 60_000 });
    });

    await test.step('all of it is deleted, after its name is typed', async () => {
      await press(screen('Plan'));
      await choose(page.getByLabel('Delete what is not in them'), 'In workspace shop');
      await plan(WORKSPACE);
      await press(page.getByRole('button', { name: 'Apply…' }));
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('These are deleted, with all that is on them');
      await type(dialog.getByLabel('Type demo to confirm'), 'demo');
      await press(dialog.getByRole('button', { name: 'Apply', exact: true }));
      await expect(applied).toContainText('100 %', { timeout: 120_000 });
      await press(screen('Home'));
      await expect(page.getByRole('heading', { name: 'There is no network yet' })).toBeVisible();
      expect(await atHetzner(stack, 'GET', '/servers')).toMatchObject({ servers: [] });
    });
  });
}

/** What a stack is started with is bound already. */
async function unbindAll({ endpoints }: Stack): Promise<void> {
  const { providerConnections } = await ask<{ providerConnections: { id: string }[] }>(
    endpoints,
    '{ providerConnections { id } }',
  );
  for (const { id } of providerConnections)
    await ask(endpoints, 'mutation ($id: ID!) { unbindProviderConnection(id: $id) { id } }', { id });
}
