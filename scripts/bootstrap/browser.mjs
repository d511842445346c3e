/** The user stories in a browser, by Playwright, in the Chromium of this machine. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runInTerminal } from './tool.mjs';
import { ROOT } from './workspace.mjs';

const FOLDER = join(ROOT, 'e2e');
const CLI = join(FOLDER, 'node_modules/@playwright/test/cli.js');

export function hasBrowserStories() {
  return existsSync(join(FOLDER, 'playwright.config.ts'));
}

/**
 * Runs the stories. `CHROMIUM_PATH` tells them which browser to use; when it is not set and there is none, they are
 * to skip themselves with the note that `docs/testing.md` describes.
 */
export function browserStories(args, env = {}) {
  const path = process.env.CHROMIUM_PATH || findChromium();
  return runInTerminal(process.execPath, [CLI, 'test', ...args], {
    cwd: FOLDER,
    env: { ...env, ...(path ? { CHROMIUM_PATH: path } : {}) },
  });
}

/** Has the story of all screens write what it looks at to `screenshots`, which holds nothing else. */
export function pictures(args) {
  const folder = join(ROOT, 'screenshots');
  rmSync(folder, { recursive: true, force: true });
  return browserStories(['--reporter=list', 'console-looks', ...args], { SCREENSHOTS_DIR: folder });
}

/** Has the main story filmed, to `docs/main-story.webm`. */
export function film() {
  return browserStories(['--reporter=list', '--config=film.config.ts']);
}

function findChromium() {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return [...system, ...playwrightsOwn()].find((path) => existsSync(path));
}

function playwrightsOwn() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  const folders = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return folders.flatMap((name) => [
    join(cache, name, 'chrome-linux64/chrome'),
    join(cache, name, 'chrome-linux/chrome'),
  ]);
}
