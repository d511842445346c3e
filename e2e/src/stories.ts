/** What the stories share: a stack of their own, a terminal beside it, a browser that is signed in to its console. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startStack,
  type Endpoints,
  type Stack,
} from '@seca-hetzner/scripts';
import { Pool } from 'pg';
import { Complaints } from './complaints.js';
import { readmeCommands } from './readme.js';
import { openTerminal, type Terminal } from './terminal.js';

interface Fixtures {
  /** What `stack` is told beside what every one is. */
  environment: Readonly<Record<string, string>>;
  /** A story fails by what its page complains of, unless it has allowed that. */
  complaints: Complaints;
  /** Its own, with nothing in it yet. */
  stack: Stack;
  /** Beside `stack`. */
  terminal: Terminal;
}

interface SharedFixtures {
  /** The database of `filledStack`, for what no client can bring about. */
  database: Pool;
  /** One for all stories that only look at it: what the README leads to. */
  filledStack: Stack;
}

export const test = base.extend<Fixtures, SharedFixtures>({
  environment: [{}, { option: true }],
  // Playwright finds what a fixture needs in the braces of its first parameter.
  // oxlint-disable-next-line no-empty-pattern
  complaints: async ({}, use) => {
    const complaints = new Complaints();
    await use(complaints);
    expect(complaints.unexpected()).toEqual([]);
  },
  page: async ({ page, complaints }, use) => {
    complaints.watch(page);
    await use(page);
    complaints.close();
  },
  stack: async ({ environment, complaints }, use) => {
    const stack = await startStack({ environment });
    await use(stack);
    complaints.close();
    await stack.stop();
  },
  terminal: async ({ stack }, use) => {
    const terminal = openTerminal(stack.dataDir);
    await use(terminal);
    terminal.close();
  },
  database: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'seca-stories-'));
      const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
      const pool = new Pool({ connectionString: postgres.url, max: 1 });
      // Its connection may end before the pool does.
      pool.on('error', () => undefined);
      await use(pool);
      await pool.end();
      await postgres.stop();
      await removeEmbeddedPostgres(dataDir);
    },
    { scope: 'worker' },
  ],
  filledStack: [
    async ({ database }, use) => {
      const stack = await startStack({
        environment: { DATABASE_URL: database.options.connectionString ?? '' },
      });
      const terminal = openTerminal(stack.dataDir);
      await terminal.paste(readmeCommands('walkthrough').join('\n'));
      terminal.close();
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

export { expect } from '@playwright/test';

/** To be called by stories that have a page. */
export function needsBrowser(): void {
  test.skip(process.env['CHROMIUM_PATH'] === undefined, 'needs Chromium: apt-get install chromium');
}

/** Signs in to the console, at `path` of it. */
export async function openConsole(page: Page, { console, adminToken }: Endpoints, path = ''): Promise<void> {
  await page.goto(new URL(path, console).href);
  await page.getByLabel('Admin token').fill(adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in without the form, at `path` of the console. */
export async function enterConsole(page: Page, { console, adminToken }: Endpoints, path = ''): Promise<void> {
  await page.addInitScript((token) => {
    // Once: whoever is signed out by the story stays so.
    if (sessionStorage.getItem('entered') === null) sessionStorage.setItem('seca.admin-token', token);
    sessionStorage.setItem('entered', '');
  }, adminToken);
  await page.goto(new URL(path, console).href);
}

export const mapOf = (page: Page): Locator => page.getByRole('group', { name: 'Picture of the way out' });
