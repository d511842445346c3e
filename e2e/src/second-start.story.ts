import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  removeEmbeddedPostgres,
  startStack,
  waitUntil,
  type Stack,
  ONE_WAY_OUT,
  simulatedCloud,
  descendants,
  isRunning,
  killAll,
} from '@seca-hetzner/scripts';
import { readmeCommands } from './readme.js';
import { expect, test } from './stories.js';
import { openTerminal } from './terminal.js';

test('data outlives Ctrl-C and a kill -9 of everything, and neither leaves a process', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'seca-second-start-'));
  let stack = await startStack({ dataDir });
  const { token } = stack.endpoints;
  const terminal = openTerminal(dataDir);
  try {
    const walkthrough = readmeCommands('walkthrough');
    await terminal.paste(walkthrough.join('\n'));

    const stopped = descendants(stack.pid).map(({ pid }) => pid);
    expect(stopped.length).toBeGreaterThan(4);
    const begin = performance.now();
    expect(await stack.stop()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(stopped.filter(isRunning)).toEqual([]);

    stack = await startStack({ dataDir });
    expect(stack.endpoints.token === token).toBe(false);
    await expectTheWayOut(stack);
    expect(await terminal.paste(walkthrough.at(-1) ?? '')).toContain('"state":"active"');

    const killed = [stack.pid, ...descendants(stack.pid).map(({ pid }) => pid)];
    killAll(killed);
    expect(await waitUntil(() => !killed.some(isRunning), { limitMs: 10_000 })).toBe(true);

    stack = await startStack({ dataDir });
    await expectTheWayOut(stack);
    expect(await terminal.paste(walkthrough.at(-1) ?? '')).toContain('"state":"active"');
  } finally {
    terminal.close();
    await stack.stop();
    await removeEmbeddedPostgres(dataDir);
  }
});

async function expectTheWayOut({ control, endpoints }: Stack): Promise<void> {
  expect(await simulatedCloud(control, endpoints).inventory()).toEqual(ONE_WAY_OUT);
}
