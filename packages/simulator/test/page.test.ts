import { afterEach, beforeEach, expect, test } from 'vitest';
import { OTHER_TOKEN, TestSimulator, TOKEN } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

async function page(): Promise<string> {
  const { status, headers, body } = await cloud.control.call('GET', '/');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/html/);
  return String(body);
}

test('the page of an empty simulator says how a project begins', async () => {
  expect(await page()).toContain('Nobody has called yet');
});

test('the page tells what is in each project, what runs, the rules and the last calls', async () => {
  await cloud.aNetwork({ name: 'net-of-a' });
  await cloud.createServer({ name: 'server-of-a' });
  await cloud.project(OTHER_TOKEN).call('POST', '/placement_groups', { name: 'group-of-b', type: 'spread' });
  await cloud.fault({ operation: 'GET /volumes', effect: { type: 'error', code: 'conflict' } });
  await cloud.api.call('GET', '/volumes');
  const [, inA = '', inB = ''] = (await page()).split('<h2>');
  expect(inA).toContain(TOKEN);
  for (const text of ['net-of-a', 'server-of-a', 'create_server', '<td>initializing</td>']) {
    expect(inA).toContain(text);
  }
  expect(inA).not.toContain('group-of-b');
  for (const text of [OTHER_TOKEN, 'group-of-b', 'fault rules', '<td>409</td><td>conflict</td>']) {
    expect(inB).toContain(text);
  }
});

test('what a caller names is shown as text, never as markup', async () => {
  await cloud.aNetwork({ name: '<script>alert("x")</script>' });
  const html = await page();
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(html).not.toContain('<script');
});

test('the browser is told to run no script and to load nothing', async () => {
  const { headers } = await cloud.control.call('GET', '/');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'$/);
});

test('looking at the page is no call of the API', async () => {
  await page();
  expect((await cloud.control.call('GET', '/calls')).body).toEqual({ calls: [] });
});
