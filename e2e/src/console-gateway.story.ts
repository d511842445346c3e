/** The page of an internet gateway that can fail over: two VMs, and what can be done with each. */
import type { Locator, Page } from '@playwright/test';
import { readmeCommands } from './readme.js';
import { expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();
test.use({ environment: { NAT_FAILOVER: 'on' } });

const PAGE = 'workspaces/demo/shop/internet-gateways/out?region=eu-central';

/** Opens the dialog of a command, gives what it says will happen, and does it. */
async function confirm(page: Page, vm: Locator, action: string): Promise<string> {
  await vm.getByRole('button', { name: `${action}…` }).click();
  const dialog = page.getByRole('dialog');
  const said = await dialog.innerText();
  await expect(dialog.getByRole('button', { name: action })).toBeDisabled();
  await dialog.getByLabel('Type out to confirm').fill('out');
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toBeHidden();
  return said;
}

test('of two NAT VMs one is replaced, one takes over, one is drained, and each dialog says what that does', async ({
  page,
  stack,
  terminal,
}) => {
  await terminal.paste(readmeCommands('walkthrough').join('\n'));
  await openConsole(page, stack.endpoints, PAGE);
  const primary = page.getByRole('region', { name: 'The primary VM in main' });
  const standby = page.getByRole('region', { name: 'The standby VM in main' });

  await test.step('both are seen, with who holds the address and which configuration is in force', async () => {
    await expect(primary).toContainText('Routes lead to it');
    await expect(standby).toContainText('Stands by');
    for (const vm of [primary, standby]) {
      await expect(vm).toContainText('Forwarding');
      await expect(vm.getByRole('row', { name: '10.0.1.0/24' })).toContainText('Let out');
      await expect(vm).toContainText(/Configuration published\s*1.*Configuration acknowledged\s*1/s);
    }
  });

  await test.step('failed over, routes lead to the other one', async () => {
    const said = await confirm(page, standby, 'Fail over to it');
    expect(said).toMatch(/moves from the\s+primary VM to the standby VM.*connections break/s);
    await expect(standby).toContainText('Routes lead to it');
    await expect(primary).toContainText('Stands by');
  });

  await test.step('the spare one is replaced, and its operation followed to the end', async () => {
    const said = await confirm(page, primary, 'Replace');
    expect(said).toContain('what is on the old one is lost');
    expect(said).toContain('Nothing passes over it now');
    const operation = page.getByRole('region', { name: 'What was asked for' });
    await expect(operation).toContainText('NAT VM of gateway out');
    await expect(operation).toContainText('100 %');
    await expect(operation).toContainText('Done');
    await page.reload();
    await expect(operation).toContainText('100 %');
  });

  await test.step('the one in use is drained: routes move back first, and it can be resumed', async () => {
    await expect(primary).toContainText('Forwarding');
    const said = await confirm(page, standby, 'Drain');
    expect(said).toContain('moves to the primary VM first');
    await expect(standby).toContainText('Drained');
    await expect(primary).toContainText('Routes lead to it');
    await standby.getByRole('button', { name: 'Resume the standby VM of out' }).click();
    await expect(standby).toContainText('Forwarding');
  });
});
