import { defineConfig } from '@playwright/test';

const executablePath = process.env['CHROMIUM_PATH'];

/** Every story has a stack of its own, and a machine of two cores carries one at a time. */
export default defineConfig({
  testDir: '.',
  testMatch: '{src,conformance}/**/*.story.ts',
  outputDir: 'test-results',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    viewport: { width: 1_440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Root may not use the sandbox; the pages are our own.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
