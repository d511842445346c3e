import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Api } from './api.js';
import { TestSimulator, TOKEN } from './test-simulator.js';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));
const groups = z.object({ placement_groups: z.array(z.object({ id: z.int(), name: z.string() })) });

let stateDir: string;
let children: ChildProcess[];
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'simulator-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(stateDir, { recursive: true });
});

function spawnSimulator(environment: Record<string, string>, withIpc = false): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, SIMULATOR_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', ...(withIpc ? ['ipc' as const] : [])],
  });
  children.push(child);
  return child;
}

/** The address that a simulator tells in its first line. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    return z.object({ event: z.literal('listening'), url: z.string() }).parse(JSON.parse(line)).url;
  }
  throw new Error('simulator ended before it listened');
}

test('a state directory outlives the simulator, with actions that were under way', async () => {
  const first = await TestSimulator.start({ stateDir, durations: 'real' });
  const network = await first.aNetwork();
  const { server } = await first.createServer({ networks: [network.id], user_data: 'hello' });
  await first.stop();

  const second = await TestSimulator.start({ stateDir, durations: 'real' });
  expect(await second.readServer(server.id)).toMatchObject({ status: 'initializing' });
  await second.advance(120_000);
  expect(await second.readServer(server.id)).toMatchObject({ status: 'running' });
  expect((await second.readNetwork(network.id)).servers).toEqual([server.id]);
  expect((await second.control.call('GET', `/servers/${server.id}/user-data`)).body).toBe('hello');
  expect((await second.createServer({ name: 'next' })).server.id).toBeGreaterThan(server.id);
  await second.stop();
});

test('whatever was answered before kill -9 is there afterwards', async () => {
  const child = spawnSimulator({ SIMULATOR_STATE_DIR: stateDir });
  const api = new Api(await addressOf(child), TOKEN);
  const answered: string[] = [];
  let isKilled = false;
  const clients = Array.from({ length: 4 }, async (_, client) => {
    for (let n = 1; !isKilled; n++) {
      const name = `group-${client}-${n}`;
      const reply = await api
        .call('POST', '/placement_groups', { name, type: 'spread' })
        .catch(() => undefined);
      if (reply === undefined) return;
      if (reply.status === 201) answered.push(name);
      else await api.call('DELETE', '/placement_groups/1').catch(() => undefined);
      if (answered.length === 40) {
        isKilled = true;
        child.kill('SIGKILL');
      }
    }
  });
  await Promise.all(clients);

  const again = spawnSimulator({ SIMULATOR_STATE_DIR: stateDir });
  const { placement_groups: found } = await new Api(await addressOf(again), TOKEN).get(
    groups,
    '/placement_groups?per_page=50',
  );
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(answered));
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it within a second, open connections or not',
  async (signal) => {
    const child = spawnSimulator({});
    const url = await addressOf(child);
    await new Api(url, TOKEN).call('GET', '/servers');
    const before = performance.now();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    // A second is the promise; the rest is for a machine that is busy with other tests.
    expect(performance.now() - before).toBeLessThan(3_000);
  },
);

test('under a supervisor it puts all in order and ends when the supervisor is gone', async () => {
  const child = spawnSimulator({ PARENT_WATCH: '1', LOG_LEVEL: 'info' }, true);
  const log = allOf(child);
  await addressOf(child);
  child.disconnect();
  await once(child, 'exit');
  expect(await log).toContain('simulator has ended');
});

test('a state that can not be read is told, and nothing is started', async () => {
  writeFileSync(join(stateDir, 'state.jsonl'), 'not a state\n');
  const child = spawnSimulator({ SIMULATOR_STATE_DIR: stateDir });
  const [log, [code]] = await Promise.all([allOf(child), once(child, 'exit')]);
  expect(code).toBe(1);
  expect(log).toContain('stored state can not be opened');
});

test('a wrong environment and a busy port are told, and nothing is started', async () => {
  const wrong = spawnSimulator({ SIMULATOR_PORT: 'x', SIMULATOR_DURATIONS: 'y' });
  const [lines, [code]] = await Promise.all([allOf(wrong), once(wrong, 'exit')]);
  expect(code).toBe(1);
  expect(lines).toContain('SIMULATOR_PORT');
  expect(lines).toContain('SIMULATOR_DURATIONS');

  const { port } = new URL(await addressOf(spawnSimulator({})));
  const second = spawnSimulator({ SIMULATOR_PORT: port });
  const [log, [busyCode]] = await Promise.all([allOf(second), once(second, 'exit')]);
  expect(busyCode).toBe(1);
  expect(log).toContain('EADDRINUSE');
});

async function allOf(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stderr ?? []) text += String(chunk);
  return text;
}
