/** The main story of the console: from an empty installation to a way out that breaks and heals, and back to nothing. */
import { admin, hetzner, natVmOf, setGuest } from './clients.js';
import { byKeyboard, byMouse } from './hands.js';
import { expect, needsBrowser, test } from './stories.js';

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

for (const way of ['mouse', 'keyboard'] as const) {
  test(`by ${way}: bind, plan, apply, see it come about, break, heal, delete`, async ({ page, stack }) => {
    test.setTimeout(400_000);
    const { endpoints } = stack;
    const hands = way === 'mouse' ? byMouse : byKeyboard(page);
    const { providerConnections } = await admin<{ providerConnections: { id: string }[] }>(
      endpoints,
      '{ providerConnections { id } }',
    );
    for (const { id } of providerConnections) {
      await admin(endpoints, 'mutation ($id: ID!) { unbindProviderConnection(id: $id) { id } }', { id });
    }

    const screen = async (name: string, key: string): Promise<void> => {
      if (way === 'mouse') return page.getByRole('link', { name, exact: true }).click();
      await page.keyboard.press('g');
      await page.keyboard.press(key);
    };

    await test.step('nothing is there, and nothing is bound', async () => {
      await page.goto(endpoints.console);
      await hands.type(page.getByLabel('Admin token'), endpoints.adminToken);
      await hands.press(page.getByRole('button', { name: 'Sign in' }));
      await expect(page.getByText('There is no network yet')).toBeVisible();
      await expect(page.getByText('No project at Hetzner is bound')).toBeVisible();
    });

    await test.step('the project is bound', async () => {
      await hands.press(page.getByRole('link', { name: 'Bind a project' }));
      await hands.type(page.getByLabel('Name', { exact: true }), 'project');
      await hands.type(page.getByLabel('Token of the project'), endpoints.hcloudToken ?? '');
      await hands.choose(page.getByLabel('Mode'), 'Live');
      await hands.press(page.getByRole('button', { name: 'Bind', exact: true }));
      await expect(page.getByRole('heading', { name: 'project', level: 1 })).toBeVisible();
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    });

    const apply = async (documents: string): Promise<void> => {
      await hands.type(page.getByLabel('SECA documents'), documents);
      await hands.press(page.getByRole('button', { name: 'Work out the plan' }));
    };
    const applied = page.getByRole('region', { name: 'Applying it' });

    await test.step('documents are planned and applied', async () => {
      await screen('Plan', 'l');
      await hands.type(page.getByLabel('Region'), endpoints.regionName);
      await apply(DOCUMENTS);
      await expect(page.getByRole('row', { name: /Create.*Instance web/ })).toBeVisible();
      await expect(page.getByText(/€\d+\.\d\d more per month/)).toBeVisible();
      await hands.press(page.getByRole('button', { name: 'Apply' }));
      await expect(applied).toContainText('100 %', { timeout: 120_000 });
    });

    await test.step('the instance is found and started, and the map shows its way out', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText('seca.compute/v1/tenants/demo/workspaces/shop/instances/web');
      await expect(page.getByRole('option', { name: /web.*Instance.*by its URN/ })).toBeVisible();
      await page.keyboard.press('Enter');
      await hands.press(page.getByRole('button', { name: 'Start', exact: true }));
      const started = page.getByRole('region', { name: 'What was asked for' });
      await expect(started).toContainText('100 %', { timeout: 120_000 });
      await hands.press(page.getByRole('link', { name: 'Show it on the map of main' }));
      const map = page.getByRole('group', { name: 'Picture of the way out' });
      await expect(map.getByRole('img', { name: 'web to apps: there, and seen' })).toHaveCount(1);
    });

    const instance = page.getByRole('region', { name: 'Instance web', exact: true });

    await test.step('what breaks on the way is named within seconds, and it heals', async () => {
      await expect(instance.getByText('Way out', { exact: true })).toBeVisible();
      await setGuest(stack, await natVmOf(stack), { rulesFlushed: true });
      await expect(instance.getByText('No way out')).toBeVisible({ timeout: 20_000 });
      await expect(instance.getByText(/^Forwarding: /)).toBeVisible();
      await expect(instance.getByText('Way out', { exact: true })).toBeVisible({ timeout: 60_000 });
    });

    await test.step('all of it is deleted, after its name is typed', async () => {
      await screen('Plan', 'l');
      await hands.choose(page.getByLabel('Delete what is not in them'), 'In workspace shop');
      await apply(WORKSPACE);
      await hands.press(page.getByRole('button', { name: 'Apply…' }));
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('These are deleted, with all that is on them');
      await hands.type(dialog.getByLabel('Type demo to confirm'), 'demo');
      await hands.press(dialog.getByRole('button', { name: 'Apply', exact: true }));
      await expect(applied).toContainText('100 %', { timeout: 120_000 });
      await screen('Home', 'h');
      await expect(page.getByText('There is no network yet')).toBeVisible();
      expect(await hetzner(stack, 'GET', '/servers')).toMatchObject({ servers: [] });
    });
  });
}
