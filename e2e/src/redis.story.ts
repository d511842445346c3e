import {
  startRedis,
  startStack,
  BOUND_PROJECT,
  ONE_WAY_OUT,
  simulatedCloud,
  untilWrites,
  killProcess,
} from '@seca-hetzner/scripts';
import { readmeCommands } from './readme.js';
import { expect, test } from './stories.js';
import { openTerminal } from './terminal.js';

test('the README works alike with the queue on a Redis, also when the worker is killed meanwhile', async () => {
  const redis = await startRedis();
  test.skip(redis === undefined, 'needs redis-server: apt-get install redis-server');
  const stack = await startStack({ environment: { REDIS_URL: redis?.url ?? '' } });
  const terminal = openTerminal(stack.dataDir);
  try {
    const cloud = simulatedCloud(stack.control, stack.endpoints);
    const begin = await cloud.writes();
    const walk = terminal.paste(readmeCommands('walkthrough').join('\n'));
    await untilWrites(cloud, begin + 3);
    await killProcess(stack.pid, 'worker');
    await walk;
    expect(await cloud.inventory()).toEqual(ONE_WAY_OUT);
    await terminal.paste(readmeCommands('cleanup').join('\n'));
    await expect.poll(() => cloud.inventory()).toEqual(BOUND_PROJECT);
  } finally {
    terminal.close();
    await stack.stop();
    await redis?.stop();
  }
});
