/** The main story as a film: from an empty installation to a way out that breaks, is named, and heals. */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startStack } from '@seca-hetzner/scripts';
import { atHetzner, findServer, untilWayOut } from '../clients.js';
import { readmeCommands } from '../readme.js';
import { expect, mapOf, openConsole, test } from '../stories.js';
import { openTerminal } from '../terminal.js';
import { filming, PAGE_SIZE } from './camera.js';

const FILM = fileURLToPath(new URL('../../../docs/main-story.webm', import.meta.url));
const LARGEST_BYTES = 3_000_000;
/** As long as it takes to read what is there. */
const GLANCE_MS = 3_000;
/** What is waited for is shown in this time at most. */
const WAIT_MS = 12_000;

test.use({ viewport: PAGE_SIZE, colorScheme: 'light', trace: 'off' });

test('the main story', async ({ page, browser }) => {
  test.setTimeout(600_000);
  const stack = await startStack({ environment: { WAY_OUT_LOOK_SECONDS: '1' } });
  const terminal = openTerminal(stack.dataDir);
  try {
    await openConsole(page, stack.endpoints);
    await expect(page.getByRole('heading', { name: 'There is no network yet' })).toBeVisible();
    const camera = await filming(page);
    camera.scene('An empty installation says what fills it.');
    await page.waitForTimeout(GLANCE_MS);

    camera.scene('A client declares a network, a gateway and an instance.', WAIT_MS);
    const applied = terminal.paste(readmeCommands('walkthrough').join('\n'));
    await page.getByRole('link', { name: 'main' }).click();
    await expect(mapOf(page)).toBeVisible();
    await applied;
    await untilWayOut(stack, 'shop', 'web');
    await expect(mapOf(page).getByText('Running', { exact: true })).toBeVisible();

    camera.scene('Converged: what is wanted beside what is there, hop by hop.');
    await page.waitForTimeout(GLANCE_MS);
    await mapOf(page).getByRole('link', { name: 'web' }).click();
    const instance = page.getByRole('region', { name: 'Instance web', exact: true });
    await expect(instance).toBeVisible();
    await page.waitForTimeout(GLANCE_MS);

    camera.scene('Somebody deletes the NAT VM at Hetzner, past us.', WAIT_MS);
    await atHetzner(stack, 'DELETE', `/servers/${await findServer(stack, 'nat-vm')}`);
    const closed = instance.getByText(/^(No way out|Not yet)$/);
    await expect(closed).toBeVisible();
    camera.scene('The console names the hop that is missing.');
    await page.waitForTimeout(GLANCE_MS);

    camera.scene('The VM is made again, under the same addresses.', WAIT_MS);
    await untilWayOut(stack, 'shop', 'web');
    await expect(closed).toBeHidden();
    camera.scene('Healed, and seen to be.');
    await page.waitForTimeout(GLANCE_MS);
    await camera.save(browser, FILM);
  } finally {
    terminal.close();
    await stack.stop();
  }
  const { size } = statSync(FILM);
  expect(size).toBeLessThanOrEqual(LARGEST_BYTES);
  expect(size).toBeGreaterThan(100_000);
});
