/** Every shortcut does what the list of shortcuts says of it. */
import type { Page } from '@playwright/test';
import { enterConsole, expect, needsBrowser, test } from './stories.js';

needsBrowser();

/** By what one sees that a shortcut has worked, by what the list says of it; `Go to …` shows that screen. */
const SEEN: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Find a resource by name, URN, address or Hetzner id': async (page) => {
    await expect(page.getByRole('dialog', { name: 'Find' }).getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
  },
  'This list': async (page) => {
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
  },
};

async function expectSeen(page: Page, what: string): Promise<void> {
  const screen = /^Go to (.+)$/.exec(what)?.[1];
  if (screen !== undefined)
    return expect(page.getByRole('heading', { name: screen, level: 1 })).toBeVisible();
  expect(Object.keys(SEEN), `a shortcut that has no story: ${what}`).toContain(what);
  await SEEN[what]!(page);
}

/** `Ctrl K` at once, `g h` one after the other. */
async function press(page: Page, keys: string): Promise<void> {
  const [first = '', second] = keys.split(' ');
  if (first === 'Ctrl') return page.keyboard.press(`Control+${second}`);
  if (first === '⌘') return page.keyboard.press(`Meta+${second}`);
  await page.keyboard.press(first);
  if (second !== undefined) await page.keyboard.press(second);
}

test('each shortcut of the list works, and none while somebody types', async ({ page, filledStack }) => {
  await enterConsole(page, filledStack.endpoints);
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list.getByRole('definition').first()).toBeVisible();
  const listed = await list.locator('dl > div').evaluateAll((items) =>
    items.map((item) => ({
      what: item.querySelector('dd')?.textContent ?? '',
      keys: [...item.querySelectorAll('kbd')].map(({ textContent }) => textContent),
    })),
  );
  await page.keyboard.press('Escape');
  expect(listed.length).toBeGreaterThan(Object.keys(SEEN).length);
  for (const { what, keys } of listed) {
    for (const each of keys) {
      await test.step(`${each}: ${what}`, async () => {
        await press(page, each);
        await expectSeen(page, what);
      });
    }
  }

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('searchbox', { name: 'Who' }).pressSequentially('gh?');
  await expect(page.getByRole('searchbox', { name: 'Who' })).toHaveValue('gh?');
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  await expect(list).toBeHidden();
});
