import type { Browser, Page } from '@playwright/test';
import { type Endpoints, secaClient, startStack } from '@seca-hetzner/scripts';
import { openConsole, withBrowser } from './browser.js';
import { CATEGORIES, framesOf } from './frames.js';
import { fillNetwork } from './full-network.js';
import { MOST_PER_NETWORK } from './instances.js';
import type { Row } from './table.js';

const STEPS = 120;

/** The map of a full network, every instance of it drawn, while it is moved in a browser. */
export async function benchConsoleMap(): Promise<Row[]> {
  const stack = await startStack();
  try {
    await fillNetwork(secaClient(stack.endpoints));
    return await withBrowser((browser) => measure(browser, stack.endpoints));
  } finally {
    await stack.stop();
  }
}

async function measure(browser: Browser, endpoints: Endpoints): Promise<Row[]> {
  const page = await openConsole(browser, endpoints, 'workspaces/demo/bench/networks/full?region=eu-central');
  await page.getByRole('link', { name: `${MOST_PER_NETWORK} instances` }).click({ timeout: 60_000 });
  await page.getByRole('link', { name: 'i100' }).waitFor({ timeout: 60_000 });
  const rows: Row[] = [];
  for (const [what, move] of Object.entries({ drag, zoom })) {
    // The first round only warms up.
    await move(page);
    await browser.startTracing(page, { categories: CATEGORIES });
    await move(page);
    rows.push({ what, ...framesOf(await browser.stopTracing()), wanted: 'p95 ≤ 8, task ≤ 50' });
  }
  return rows;
}

/** As somebody does who looks through the whole column: down, and up again. */
async function drag(page: Page): Promise<void> {
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 0; step < STEPS; step++) {
    const way = step < STEPS / 2 ? step : STEPS - step;
    await page.mouse.move(x, y - way * 4);
    await nextFrame(page);
  }
  await page.mouse.up();
}

async function zoom(page: Page): Promise<void> {
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let step = 0; step < STEPS; step++) {
    await page.mouse.wheel(0, step < STEPS / 2 ? 20 : -20);
    await nextFrame(page);
  }
  await page.keyboard.up('Control');
}

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const picture = page.getByRole('group', { name: 'Picture of the way out' });
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error('there is no picture');
  return { x: box.x + box.width * 0.6, y: box.y + box.height * 0.7 };
}

function nextFrame(page: Page): Promise<unknown> {
  return page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
}
