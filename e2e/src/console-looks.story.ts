/**
 * Every screen in every state, light and dark, narrow and wide: without a fault that a machine can find, and, for
 * `npm run screenshots`, as pictures to look at.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startStack, type Stack } from '@seca-hetzner/scripts';
import { expectAccessible } from './accessible.js';
import { makeToken } from './clients.js';
import { FAILED, REFUSED, UNREACHABLE } from './complaints.js';
import { startLivedIn, startPaired } from './looks/lived-in.js';
import {
  looksOf,
  makeContactSheets,
  nameOf,
  PICTURES_FOLDER,
  settled,
  takeForReadme,
  takePicture,
  type Look,
} from './looks/pictures.js';
import { EMPTY, LIVED_IN, PAIRED, type Screen } from './looks/screens.js';
import { expect, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();
// A trace has pictures too, which would cost more than these.
test.use({ trace: 'off' });

const WORLDS = [
  { world: 'an empty installation', start: startStack, screens: EMPTY, prefix: 'empty ' },
  { world: 'one that has been lived in', start: startLivedIn, screens: LIVED_IN, prefix: '' },
  { world: 'one whose gateways fail over', start: startPaired, screens: PAIRED, prefix: '' },
] as const;

for (const { world, start, screens, prefix } of WORLDS) {
  test.describe(world, () => {
    let stack: Stack;
    let viewerToken: string;

    test.beforeAll(async () => {
      test.setTimeout(300_000);
      stack = await start();
      viewerToken = await makeToken(stack.endpoints, 'looks', 'viewer');
    });

    test.afterAll(() => stack.stop());

    const isWanted = ({ isPicturedOnly }: Screen): boolean =>
      !isPicturedOnly || PICTURES_FOLDER !== undefined;
    for (const screen of screens.filter(isWanted)) {
      test(screen.name, async ({ page, complaints }) => {
        const { endpoints } = stack;
        if (screen.before ?? screen.after) complaints.allow(REFUSED, FAILED, UNREACHABLE);
        const looks = looksOf(screen);
        await show(page, looks[0]!);
        await screen.before?.(page);
        const adminToken = screen.isViewer ? viewerToken : endpoints.adminToken;
        if (screen.isOutside) await page.goto(new URL(screen.path, endpoints.console).href);
        else await openConsole(page, { ...endpoints, adminToken }, screen.path);
        await expect(screen.seen(page)).toBeVisible();
        await screen.after?.(page);
        if (screen.inReadme !== undefined) await takeForReadme(page, screen.inReadme);
        for (const look of looks) {
          await show(page, look);
          await expectNoOverflow(page);
          if (PICTURES_FOLDER === undefined) await expectAccessible(page);
          else await takePicture(page, join(PICTURES_FOLDER, nameOf(look), `${prefix}${screen.name}.png`));
        }
      });
    }
  });
}

test('the contact sheets', async ({ page }) => {
  test.skip(PICTURES_FOLDER === undefined, 'needs to be asked for: npm run screenshots');
  for (const path of await makeContactSheets(page, PICTURES_FOLDER ?? '')) process.stdout.write(`${path}\n`);
});

async function show(page: Page, { colorScheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  await settled(page);
}

async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
