/** The gallery of the console's blocks: there for whoever works on them, without a fault, and not in what is built. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePorts, waitUntil } from '@seca-hetzner/scripts';
import { expectAccessible } from './accessible.js';
import { expect, needsBrowser, test as story } from './stories.js';

const WEB = fileURLToPath(new URL('../../packages/web/', import.meta.url));

const test = story.extend<{ gallery: string }>({
  // oxlint-disable-next-line no-empty-pattern
  gallery: async ({}, use) => {
    const [port] = await freePorts(1);
    const args = [
      `${WEB}node_modules/vite/bin/vite.js`,
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--strictPort',
    ];
    const server = spawn(process.execPath, args, { cwd: WEB, stdio: 'ignore' });
    const address = `http://127.0.0.1:${port}/_gallery`;
    const isThere = () =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      );
    expect(await waitUntil(isThere, { limitMs: 60_000 })).toBe(true);
    await use(address);
    server.kill();
  },
});

test('each block is shown in each state, light and dark, without an accessibility fault', async ({
  page,
  gallery,
}) => {
  needsBrowser();
  await page.goto(gallery);
  await expect(page.getByRole('heading', { name: 'Gallery', level: 1 })).toBeVisible({ timeout: 60_000 });
  const blocks = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(blocksOf('ui').filter((name) => !blocks.includes(name))).toEqual([]);
  await expectAccessible(page);
  for (const name of ['Open', 'Drain…']) {
    await page.getByRole('button', { name }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'dialog[open]');
    await page.keyboard.press('Escape');
  }
});

test('the built console has no gallery', () => {
  const folder = `${WEB}dist/assets`;
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter((name) => /gallery/i.test(readFileSync(`${folder}/${name}`, 'utf8')))).toEqual([]);
});

/** The components that the files of a folder are named after. */
function blocksOf(folder: string): string[] {
  const files = readdirSync(`${WEB}src/${folder}`).filter((name) => name.endsWith('.tsx'));
  const inFields = ['TextField', 'SelectField', 'TextArea'];
  const named = files.map((name) =>
    name.replace('.tsx', '').replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase()),
  );
  return named.flatMap((name) => (name === 'Field' ? inFields : [name]));
}
