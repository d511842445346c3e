import { chromium, type Browser, type Page } from '@playwright/test';
import type { Endpoints } from '@seca-hetzner/scripts';

/** A Chromium, for as long as `work` takes: that of `CHROMIUM_PATH`, else Playwright's own. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = process.env['CHROMIUM_PATH'];
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    // Root may not use the sandbox; the pages are our own.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Opens the console at `path` and signs in. */
export async function openConsole(
  browser: Browser,
  { console: address, adminToken }: Endpoints,
  path: string,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  await page.goto(new URL(path, address).href);
  await page.getByLabel('Admin token').fill(adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}
