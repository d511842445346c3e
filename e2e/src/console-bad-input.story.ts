/** What nobody wishes for: an end of the session, things that go, names and labels of all kinds, very many rows. */
import type { Page } from '@playwright/test';
import { ask, makeToken, seca } from './clients.js';
import { REFUSED } from './complaints.js';
import { enterConsole, expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

const LONG = `${'a-name-of-128-characters-'.repeat(5)}end`;

async function expectNothingCutOff(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** To look at. */
async function picture(page: Page, name: string): Promise<void> {
  const path = `test-results/screens/bad input ${name}.png`;
  await page.screenshot({ path, animations: 'disabled' });
}

for (const how of ['expires', 'is revoked'] as const) {
  test(`a session whose token ${how} ends at once, and goes on where it was with another one`, async ({
    page,
    complaints,
    filledStack: { endpoints },
    database,
  }) => {
    complaints.allow(REFUSED);
    const name = `one that ${how}`;
    const adminToken = await makeToken(endpoints, name, 'operator');
    await openConsole(page, { ...endpoints, adminToken }, 'activity?subject=demo-admin');
    await expect(page.getByText('demo-admin').first()).toBeVisible();
    if (how === 'expires') {
      await database.query('UPDATE api_token SET expires_at = now() WHERE name = $1', [name]);
    } else {
      const { apiTokens } = await ask<{ apiTokens: { id: string; name: string }[] }>(
        endpoints,
        '{ apiTokens { id name } }',
      );
      const { id } = apiTokens.find((each) => each.name === name)!;
      await ask(endpoints, 'mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', { id });
    }
    await expect(page.getByRole('status')).toContainText('Your session has ended.');
    await expect(page.getByText('demo-admin')).toBeHidden();
    await picture(page, `session that ${how}`);
    await page.getByLabel('Admin token').fill(endpoints.adminToken);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('Who')).toHaveValue('demo-admin');
  });
}

test('what is deleted while its page is open says so, and comes back when it is declared again', async ({
  page,
  complaints,
  filledStack: { endpoints },
}) => {
  const place = 'tenants/demo/workspaces/doomed';
  const gateway = `seca.network/v1/${place}/internet-gateways/way`;
  const network = `seca.network/v1/${place}/networks/net`;
  const table = `${network}/route-tables/table`;
  await seca(endpoints, 'PUT', `seca.workspace/v1/${place}`, { spec: {} });
  await seca(endpoints, 'PUT', gateway, { spec: { egressOnly: true } });
  await seca(endpoints, 'PUT', network, {
    spec: { cidr: { ipv4: '10.77.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } },
  });
  await seca(endpoints, 'PUT', table, {
    spec: {
      routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/way' } }],
    },
  });
  const base = 'workspaces/demo/doomed';
  const open = [
    ['table', `${base}/networks/net/route-tables/table`],
    ['net', `${base}/networks/net`],
    ['way', `${base}/internet-gateways/way`],
    ['doomed', base],
  ] as const;
  const pages = new Map<string, Page>();
  for (const [name, path] of open) {
    const tab = pages.size === 0 ? page : await page.context().newPage();
    if (tab !== page) complaints.watch(tab);
    await enterConsole(tab, endpoints, `${path}?region=eu-central`);
    await expect(tab.getByRole('heading', { name, level: 1 })).toBeVisible();
    pages.set(name, tab);
  }
  for (const path of [table, network, gateway, `seca.workspace/v1/${place}`]) {
    await expect
      .poll(() => seca(endpoints, 'DELETE', path).then(() => 'gone', String), { timeout: 60_000 })
      .toBe('gone');
    const name = path.split('/').at(-1) ?? '';
    await expect(pages.get(name)!.getByRole('heading', { name: `${name} has been deleted` })).toBeVisible();
  }
  await picture(pages.get('way')!, 'deleted');
  await seca(endpoints, 'PUT', `seca.workspace/v1/${place}`, { spec: {} });
  await expect(pages.get('doomed')!.getByRole('heading', { name: 'doomed', exact: true })).toBeVisible();
});

test('a name of 128 characters, and labels full of markup and of writing from right to left, are what they are', async ({
  page,
  filledStack: { endpoints },
}) => {
  const place = 'tenants/demo/workspaces/odd';
  const markup = '<img src=x onerror=alert(1)>&amp;"\'';
  const hebrew = 'שלום עולם (123) — مرحبا';
  await seca(endpoints, 'PUT', `seca.workspace/v1/${place}`, { spec: {} });
  await seca(endpoints, 'PUT', `seca.network/v1/${place}/internet-gateways/${LONG}`, {
    labels: { markup, hebrew, long: 'x'.repeat(63) },
    spec: { egressOnly: true },
  });
  for (const width of [390, 1_440]) {
    await page.setViewportSize({ width, height: 900 });
    await enterConsole(page, endpoints, `workspaces/demo/odd/internet-gateways/${LONG}?region=eu-central`);
    await expect(page.getByRole('heading', { name: LONG, level: 1 })).toBeVisible();
    const labels = page.getByRole('list', { name: 'Labels' });
    await expect(labels.getByText(markup, { exact: true })).toBeVisible();
    await expect(labels.getByText(hebrew, { exact: true })).toBeVisible();
    await expect(page.locator('img')).toHaveCount(0);
    await expectNothingCutOff(page);
    await picture(page, `long name ${width}`);
    await enterConsole(page, endpoints, 'workspaces/demo/odd?region=eu-central&kind=internet-gateway');
    await expect(page.getByRole('link', { name: LONG })).toBeVisible();
    await expectNothingCutOff(page);
    await picture(page, `long name in a list ${width}`);
  }
});

const ROWS = 10_000;

test('of ten thousand rows those in sight alone are drawn, and the last one is reached page by page', async ({
  page,
  filledStack: { endpoints },
  database,
}) => {
  const place = 'tenants/demo/workspaces/crowd';
  await seca(endpoints, 'PUT', `seca.workspace/v1/${place}`, { spec: {} });
  await database.query(
    `INSERT INTO resource (uid, tenant, region, workspace, network, kind, name, spec, status,
                           resource_version, observed_version, created_at, last_modified_at)
     SELECT gen_random_uuid(), 'demo', 'eu-central', 'crowd', '', 'block-storage', to_char(number, 'FM"row-"00000'),
            '{"sizeGB": 20, "skuRef": {"resource": "skus/hetzner-volume"}}',
            '{"state": "active", "sizeGB": 20, "conditions": []}', 1, 1, now(), now()
       FROM generate_series(1, $1::int) AS number`,
    [ROWS],
  );
  const cursors = new Set<unknown>();
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('"operationName":"WorkspaceResources"')) cursors.add(JSON.parse(body).variables.after);
  });
  await enterConsole(page, endpoints, 'workspaces/demo/crowd?region=eu-central&kind=block-storage');
  await expect(page.getByText(`${ROWS} found`)).toBeVisible();
  const last = page.getByRole('row', { name: 'row-10000' });
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End');
        return last.isVisible();
      },
      { timeout: 120_000, intervals: [100] },
    )
    .toBe(true);
  expect(cursors.size).toBe(ROWS / 200);
  expect(await page.getByRole('row').count()).toBeLessThan(100);
  await picture(page, 'ten thousand rows');
  cursors.clear();
  await seca(endpoints, 'PUT', `seca.workspace/v1/${place}`, { labels: { changed: 'yes' }, spec: {} });
  await expect(page.getByText('changed', { exact: true })).toBeAttached();
  expect(cursors.size, 'pages that are read again with a change').toBeLessThan(5);
  await page.keyboard.press('Home');
  await expect(page.getByRole('row', { name: 'row-00001' })).toBeVisible();
});
