/** The screens of the console besides the map: what they show, what can be done there, and by whom. */
import { readmeCommands } from './readme.js';
import { expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

const NETWORK = `
metadata: {kind: network, name: second, workspace: shop}
spec:
  cidr: {ipv4: 10.9.0.0/16}
  skuRef: {resource: skus/hetzner-network}
`;

test('the palette finds a resource by its name, and g and a letter lead to a screen', async ({
  page,
  filledStack,
}) => {
  await openConsole(page, filledStack.endpoints);
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Find/ }).fill('main');
  await expect(page.getByRole('option', { name: /main.*Network/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'Nodes', level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { name: /out in main.*NAT VM/ })).toContainText('Forwarding');
});

test('what of a workspace is shown is in the address, and found by the server', async ({
  page,
  filledStack,
}) => {
  await openConsole(page, filledStack.endpoints);
  await page.getByRole('link', { name: 'shop' }).click();
  await page.getByRole('navigation', { name: 'Kinds of resources' }).getByText('Instance').click();
  await expect(page.getByRole('row', { name: /web/ })).toContainText('cx23');
  await page.getByLabel('Name, label or uid').pressSequentially('nothing-like-it');
  await expect(page.getByText('There is no instance like that')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name, label or uid')).toHaveValue('nothing-like-it');
});

test('a run leads from the list to its steps, and what does not exist says so', async ({
  page,
  filledStack,
}) => {
  await openConsole(page, filledStack.endpoints, 'runs');
  await page
    .getByRole('link', { name: /networks \/ main/ })
    .first()
    .click();
  await expect(page.getByRole('table', { name: 'Steps of the run' })).toBeVisible();
  await page.goto(new URL('runs/00000000-0000-4000-8000-000000000000', filledStack.endpoints.console).href);
  await expect(page.getByRole('heading', { name: 'There is no such run' })).toBeVisible();
  await page.goto(
    new URL('providers/00000000-0000-4000-8000-000000000000', filledStack.endpoints.console).href,
  );
  await expect(page.getByRole('heading', { name: 'There is no such provider connection' })).toBeVisible();
});

test('a token is shown once; a viewer who has it sees no button that would be refused, until it is revoked', async ({
  page,
  browser,
  stack,
}) => {
  const { endpoints } = stack;
  await openConsole(page, endpoints, 'access');
  await page.getByLabel('Name', { exact: true }).fill('auditor');
  await page.getByRole('button', { name: 'Make token' }).click();
  const secret = await page.getByRole('group', { name: 'Bearer token' }).innerText();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(secret)).toBeHidden();

  const viewer = await (await browser.newContext()).newPage();
  await openConsole(viewer, { ...endpoints, adminToken: secret.trim() }, 'providers');
  await viewer.getByRole('link', { name: 'default' }).click();
  await expect(viewer.getByText('Reads and writes')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Check now' })).toBeHidden();
  await expect(viewer.getByRole('button', { name: /Unbind/ })).toBeHidden();
  await expect(viewer.getByRole('link', { name: 'Access' })).toBeHidden();
  await viewer.goto(new URL('access', endpoints.console).href);
  await expect(viewer.getByRole('heading', { name: 'Access is not for you' })).toBeVisible();

  const row = page.getByRole('row', { name: /auditor/ });
  await row.getByRole('button', { name: 'Revoke…' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke the token auditor?' });
  await expect(question.getByRole('button', { name: 'Revoke' })).toBeDisabled();
  await question.getByLabel('Type auditor to confirm').fill('auditor');
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  await expect(viewer.getByText('Your session has ended.')).toBeVisible();
});

test('a connection is checked, set to plan and unbound; the form binds another one', async ({
  page,
  stack,
}) => {
  await openConsole(page, stack.endpoints, 'providers');
  await page.getByRole('link', { name: 'default' }).click();
  await page.getByRole('button', { name: 'Set to plan…' }).click();
  await page.getByLabel('Type default to confirm').fill('default');
  await page.getByRole('button', { name: 'Set to plan', exact: true }).click();
  await expect(page.getByText('Plan: writes are refused')).toBeVisible();
  await page.getByRole('button', { name: 'Unbind…' }).click();
  await page.getByLabel('Type default to confirm').fill('default');
  await page.getByRole('button', { name: 'Unbind', exact: true }).click();
  await expect(page.getByText('No project at Hetzner is bound to this installation.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('other');
  await page.getByLabel('Token of the project').fill('x'.repeat(64));
  await page.getByRole('button', { name: 'Bind', exact: true }).click();
  await expect(page.getByRole('alert').or(page.getByRole('heading', { name: 'other' }))).toBeVisible();
});

test('a plan says what it would do and cost, is applied, and is in the activity; what there is costs as much everywhere', async ({
  page,
  stack,
  terminal,
}) => {
  await terminal.paste(readmeCommands('walkthrough').join('\n'));
  await openConsole(page, stack.endpoints, 'plan');
  await page.getByLabel('SECA documents').fill(NETWORK);
  await page.getByRole('button', { name: 'Work out the plan' }).click();
  await expect(page.getByRole('row', { name: /Create.*second/ })).toBeVisible();
  await expect(page.getByText('as much per month as now')).toBeVisible();
  const [cost = ''] = /€[1-9][\d.]*/.exec(await page.getByText(/^€[\d.]+ per month$/).innerText()) ?? [];
  expect(cost).not.toBe('');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('region', { name: 'Applying it' })).toContainText('100 %');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'networks/second' }).first()).toBeVisible();

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Tenants', exact: true })).toContainText(`${cost}, no limit`);
  const connections = page.getByRole('table', { name: 'Projects at the provider' });
  await expect(connections.getByRole('cell', { name: cost, exact: true })).toBeVisible();
  await connections.getByRole('link', { name: 'default' }).click();
  await expect(page.getByText(`${cost}, net`)).toBeVisible();
});
