/** How somebody uses a page: by mouse, or by the keyboard alone. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Hands {
  /** A link or a button. */
  press(what: Locator): Promise<void>;
  /** Puts text into a field that is empty. */
  type(field: Locator, text: string): Promise<void>;
  /** Chooses, in a field of few values, the one that begins with `word`. */
  choose(field: Locator, word: string): Promise<void>;
  /** Takes one of what a search found. */
  take(option: Locator): Promise<void>;
}

export const byMouse = (): Hands => ({
  press: (what) => what.click(),
  type: (field, text) => field.fill(text),
  async choose(field, word) {
    const option = field.getByRole('option', { name: word });
    await field.selectOption((await option.getAttribute('value')) ?? '');
  },
  take: (option) => option.click(),
});

/** More than any page has places to stop at. */
const MOST_STOPS = 120;

/** Whatever is pressed, the keyboard has to be somewhere afterwards: not at the top of the page again. */
export function byKeyboard(page: Page): Hands {
  const { keyboard } = page;

  async function reach(what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`no way to it by Tab: ${what.toString()}`);
  }

  return {
    async press(what) {
      await expect(what).toBeEnabled();
      await reach(what);
      await keyboard.press('Enter');
      await expect(page.locator(':focus'), `after ${what.toString()}`).toHaveCount(1);
    },
    async type(field, text) {
      await reach(field);
      await keyboard.insertText(text);
    },
    async choose(field, word) {
      await reach(field);
      await keyboard.type(word);
    },
    async take(option) {
      await expect(option).toBeVisible();
      while ((await option.getAttribute('aria-selected')) !== 'true') await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
    },
  };
}
