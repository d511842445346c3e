import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { probe } from '../src/http-probe.js';
import { startSimulator, type SimulatorProcess } from '../src/simulator-process.js';
import { ended, isAlive } from './processes.js';

const started: SimulatorProcess[] = [];
afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.stop();
});

async function start(): Promise<SimulatorProcess> {
  const simulator = await startSimulator();
  started.push(simulator);
  return simulator;
}

test('two run side by side, each at its own address, until they are stopped', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(first.control).toBe(first.url.replace('/v1', '/_simulator'));
  expect(second.url).not.toBe(first.url);
  const answer = await probe(`${first.url}/locations`, { authorization: `Bearer ${'x'.repeat(64)}` });
  expect(answer?.status).toBe(200);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(isAlive(second.pid)).toBe(true);
});

test('one that cannot start says why', async () => {
  await expect(startSimulator({ rateLimit: -1 })).rejects.toThrow(
    /simulator ended with code 1; its last lines:\n.*RATE_LIMIT/s,
  );
});

test('it ends when its parent is killed', async () => {
  const launcher = spawn(
    process.execPath,
    [fileURLToPath(new URL('./fixtures/launch-simulator.js', import.meta.url))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: launcher.stdout });
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const { pid }: { pid: number } = JSON.parse(line);
  launcher.kill('SIGKILL');
  await expect(ended(pid)).resolves.toBeLessThan(5_000);
});
