/** How somebody uses a page: by mouse, or by the keyboard alone. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export interface Hands {
  press(what: Locator): Promise<void>;
  /** Puts text into a field that is empty. */
  type(field: Locator, text: string): Promise<void>;
  /** Chooses what begins with `word`. */
  choose(field: Locator, word: string): Promise<void>;
}

export const byMouse: Hands = {
  press: (what) => what.click(),
  type: (field, text) => field.fill(text),
  choose: async (field, word) => {
    const option = field.getByRole('option', { name: word }).first();
    await field.selectOption((await option.getAttribute('value')) ?? '');
  },
};

/** More than any page has places to stop at. */
const MOST_TABS = 120;

export function byKeyboard(page: Page): Hands {
  const { keyboard } = page;
  const isThere = (what: Locator) => what.evaluate((element) => element === document.activeElement);

  async function reach(what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await isThere(what)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`no way to it by Tab: ${what}`);
  }

  return {
    async press(what) {
      await expect(what).toBeEnabled();
      await reach(what);
      await keyboard.press('Enter');
    },
    async type(field, text) {
      await reach(field);
      await keyboard.insertText(text);
    },
    async choose(field, word) {
      await reach(field);
      await keyboard.type(word);
    },
  };
}
