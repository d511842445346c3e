/** Every screen, light and dark, narrow and wide: without a fault that a machine can find, and as a picture to look at. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

const LOOKS = [
  { name: 'light, wide', colorScheme: 'light', width: 1_440 },
  { name: 'dark, narrow', colorScheme: 'dark', width: 390 },
] as const;

/** The screens of the navigation, each with something that is there once it has been read. */
const SCREENS = [
  ['Nodes', 'Forwarding'],
  ['Providers', 'Simulated cloud'],
  ['Runs', 'connection default'],
  ['Activity', 'demo-admin'],
  ['Plan', 'SECA documents'],
  ['Access', 'seed'],
] as const;

for (const { name, colorScheme, width } of LOOKS) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    const looksGood = async (page: Page, screen: string): Promise<void> => {
      const path = `test-results/screens/${screen} ${name}.png`;
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
    };

    test('an empty installation', async ({ page, stack }) => {
      await page.goto(stack.endpoints.console);
      await expect(page.getByLabel('Admin token')).toBeVisible();
      await looksGood(page, 'sign-in');
      await openConsole(page, stack.endpoints);
      await expect(page.getByRole('heading', { name: 'There is no network yet' })).toBeVisible();
      await looksGood(page, 'empty');
    });

    test('a network with its way out', async ({ page, filledStack }) => {
      await openConsole(page, filledStack.endpoints);
      await page.getByRole('link', { name: 'main' }).click();
      await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeVisible();
      await looksGood(page, 'network');
      await page.getByRole('link', { name: 'web' }).click();
      await expect(page.getByRole('region', { name: 'Instance web', exact: true })).toBeVisible();
      await page.getByText('The picture as a table').click();
      await looksGood(page, 'instance');
      await page.getByRole('link', { name: 'Reality' }).click();
      await expect(page).toHaveURL(/view=reality/);
      await looksGood(page, 'network reality');
      await page.getByRole('link', { name: 'Networks' }).click();
      await expect(page.getByRole('link', { name: 'main' })).toBeVisible();
      await looksGood(page, 'networks');
    });

    test('the pages of what is on the way', async ({ page, filledStack }) => {
      const workspace = 'workspaces/demo/shop';
      await openConsole(page, filledStack.endpoints, `${workspace}/instances/web`);
      await expect(page.getByRole('heading', { name: 'Way out to the internet' })).toBeVisible();
      await looksGood(page, 'instance page');
      await page.goto(new URL(`/${workspace}/networks/main/route-tables/default`, page.url()).href);
      await expect(page.getByRole('row', { name: '0.0.0.0/0' })).toContainText('In force');
      await looksGood(page, 'route table');
      await page.goto(new URL(`/${workspace}/internet-gateways/out`, page.url()).href);
      await page.getByRole('button', { name: 'Drain…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await looksGood(page, 'drain');
      await page.keyboard.press('Escape');
      await looksGood(page, 'gateway');
    });

    test('the other screens', async ({ page, filledStack }) => {
      await openConsole(page, filledStack.endpoints);
      await page.getByRole('link', { name: 'shop' }).click();
      await expect(page.getByRole('row', { name: 'main' })).toBeVisible();
      await looksGood(page, 'workspace');
      const screens = page.getByRole('navigation', { name: 'Screens' });
      for (const [screen, seen] of SCREENS) {
        await screens.getByRole('link', { name: screen }).click();
        await expect(page.getByRole('heading', { name: screen, level: 1 })).toBeVisible();
        await expect(page.getByText(seen).first()).toBeVisible();
        await looksGood(page, screen.toLowerCase());
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('web');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      await looksGood(page, 'palette');
    });
  });
}
