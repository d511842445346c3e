/** Pictures of screens, for people to look at: one each, and all of a look together on a contact sheet. */
import type { Page } from '@playwright/test';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Look {
  colorScheme: 'light' | 'dark';
  /** In px. */
  width: number;
}

/** In px. */
const HIGHEST = 3_000;

/** Where `npm run screenshots` wants them; nothing for a run that only tests. */
export const PICTURES_FOLDER = process.env['SCREENSHOTS_DIR'];

const TESTED: readonly Look[] = [
  { colorScheme: 'light', width: 1_440 },
  { colorScheme: 'dark', width: 390 },
];

const PICTURED: readonly Look[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1_440, 390].map((width) => ({ colorScheme, width })),
);

const WIDE: readonly Look[] = (['light', 'dark'] as const).map((colorScheme) => ({
  colorScheme,
  width: 2_560,
}));

/** The looks that a screen is given; `isWide` for one that has use for more room. */
export function looksOf({ isWide = false }: { isWide?: boolean }): readonly Look[] {
  if (PICTURES_FOLDER === undefined) return TESTED;
  return isWide ? [...PICTURED, ...WIDE] : PICTURED;
}

/** The folder of its pictures. */
export const nameOf = ({ colorScheme, width }: Look): string => `${colorScheme} ${width}`;

/** All of the page, up to what is bearable; a window as high as it has lists draw what is below, too. */
export async function takePicture(page: Page, path: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, whole), HIGHEST) });
  await settled(page);
  await page.screenshot({ path, animations: 'disabled' });
  await page.setViewportSize({ width, height });
}

/** What follows the size of the window has followed it after two frames. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Writes a contact sheet for each look that has pictures; gives their paths. */
export async function makeContactSheets(page: Page, folder: string): Promise<string[]> {
  const sheets: string[] = [];
  for (const look of [...PICTURED, ...WIDE]) {
    const pictures = readdirSync(join(folder, nameOf(look))).filter((name) => name.endsWith('.png'));
    const html = join(folder, `${nameOf(look)}.html`);
    writeFileSync(html, sheetOf(look, pictures));
    await page.setViewportSize({ width: 2_400, height: 1_200 });
    await page.goto(pathToFileURL(html).href);
    const path = join(folder, `${nameOf(look)}.png`);
    await page.screenshot({ path, fullPage: true });
    sheets.push(path);
  }
  return sheets;
}

function sheetOf(look: Look, pictures: readonly string[]): string {
  const columns = look.width < 1_000 ? 8 : 5;
  const figures = pictures.map((name) => {
    const source = `${encodeURIComponent(nameOf(look))}/${encodeURIComponent(name)}`;
    return `<figure><figcaption>${name.replace('.png', '')}</figcaption><img src="${source}" alt=""></figure>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>${nameOf(look)}</title><style>
    body { margin: 24px; background: #888; font: 600 18px system-ui, sans-serif;
      display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 24px; align-items: start }
    figure { margin: 0 } figcaption { margin-bottom: 6px }
    img { display: block; width: 100%; max-height: 760px; object-fit: cover; object-position: top }
  </style>${figures.join('\n')}`;
}
