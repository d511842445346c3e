import type { Browser, Page } from '@playwright/test';
import { paths, secaClient, specs, type Endpoints, type Seca } from '@seca-hetzner/scripts';
import type { Pool } from 'pg';
import { openConsole, withBrowser } from './browser.js';
import { CATEGORIES, framesOf } from './frames.js';
import { withGatewayStack } from './gateway-stack.js';
import { median } from './median.js';
import type { Tables } from './table.js';

const LOADS = 5;
const CHANGES = 20;
const NETWORK = 'workspaces/demo/bench/networks/main?region=eu-central';

/** What the console costs at its first load, and how long a change takes until it is seen. */
export async function benchConsole(): Promise<Tables> {
  return withGatewayStack(async ({ endpoints, pool }) => {
    const seca = secaClient(endpoints);
    for (const name of ['workspace', 'network', 'gateway', 'table', 'subnet'] as const) {
      await seca.put(paths[name], specs[name]);
    }
    await seca.until(paths.network, (found) => found?.status?.state === 'active');
    return withBrowser(async (browser) => ({
      load: [await measureLoads(browser, endpoints)],
      change: await measureChanges(browser, endpoints, pool, seca),
    }));
  });
}

interface Load {
  scriptBytes: number;
  largestPaintMs: number;
  layoutShift: number;
  longestTaskMs: number;
}

/** Each of them as after the first sign-in: nothing is in the browser's cache. The worst where it is a limit. */
async function measureLoads(browser: Browser, endpoints: Endpoints): Promise<Tables[string][number]> {
  const page = await openConsole(browser, endpoints, '');
  await page.getByRole('heading', { name: 'Networks' }).waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const loads: Load[] = [];
  for (let round = 0; round < LOADS; round++) loads.push(await measureLoad(browser, page));
  await page.close();
  const all = (of: keyof Load): number[] => loads.map((load) => load[of]);
  return {
    'script kB, gzip': Math.round(Math.max(...all('scriptBytes')) / 100) / 10,
    'largest paint ms, median': Math.round(median(all('largestPaintMs'))),
    'layout shift, worst': Math.round(Math.max(...all('layoutShift')) * 10_000) / 10_000,
    'longest task ms, median': Math.round(median(all('longestTaskMs'))),
    'longest task ms, worst': Math.round(Math.max(...all('longestTaskMs'))),
  };
}

async function measureLoad(browser: Browser, page: Page): Promise<Load> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.reload();
  await page.getByRole('heading', { name: 'Networks' }).waitFor();
  // What comes late comes with the answers, and with the live connection.
  await page.getByText('Live', { exact: true }).waitFor();
  const { longestTask } = framesOf(await browser.stopTracing());
  return { ...(await page.evaluate<Omit<Load, 'longestTaskMs'>>(MARKS)), longestTaskMs: longestTask };
}

/** Asks the browser for what it has noted since the page began. */
const MARKS = `new Promise((resolve) => {
  const marks = { largestPaintMs: 0, layoutShift: 0, scriptBytes: 0 };
  for (const { name, encodedBodySize } of performance.getEntriesByType('resource')) {
    if (name.endsWith('.js')) marks.scriptBytes += encodedBodySize;
  }
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) marks.largestPaintMs = Math.max(marks.largestPaintMs, startTime);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) marks.layoutShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(marks), 200);
})`;

/** From the moment that something is sent until the frame that shows it has been drawn, in ms. */
async function measureChanges(
  browser: Browser,
  endpoints: Endpoints,
  pool: Pool,
  seca: Seca,
): Promise<Tables[string]> {
  const page = await openConsole(browser, endpoints, NETWORK);
  await page.getByRole('heading', { name: 'main', level: 1 }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  const ways: Readonly<Record<string, (mark: string) => Promise<unknown>>> = {
    'a PUT, from its sending': (mark) => seca.put(paths.network, specs.network, { mark }),
    'a commit that nobody announces': (mark) =>
      pool.query(
        `UPDATE resource SET labels = jsonb_build_object('mark', $1::text)
          WHERE kind = 'network' AND workspace = 'bench'`,
        [mark],
      ),
  };
  const rows = [];
  for (const [what, change] of Object.entries(ways)) {
    const times: number[] = [];
    for (let number = 0; number < CHANGES; number++) times.push(await measureChange(page, change, number));
    rows.push({
      what,
      medianMs: Math.round(median(times)),
      slowestMs: Math.round(Math.max(...times)),
      wanted: '≤ 1000',
    });
    if (rows.length === 1) await seca.until(paths.network, (found) => found?.status?.state === 'active');
  }
  return rows;
}

async function measureChange(
  page: Page,
  change: (mark: string) => Promise<unknown>,
  number: number,
): Promise<number> {
  const mark = `${number}-${Date.now()}`;
  // The second frame begins when the one that shows it is drawn. Both clocks are this machine's.
  const seen = page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const isThere = document.querySelector('[aria-label="Labels"]')?.textContent.includes('${mark}');
      requestAnimationFrame(isThere ? () => resolve(Date.now()) : look);
    };
    look();
  })`);
  const begin = Date.now();
  await change(mark);
  return (await seen) - begin;
}
