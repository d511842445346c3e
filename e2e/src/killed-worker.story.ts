import { readmeCommands } from './readme.js';
import { BOUND_PROJECT, ONE_WAY_OUT, simulatedCloud, untilWrites, killProcess } from '@seca-hetzner/scripts';
import { expect, test } from './stories.js';

test('a worker that is killed again and again makes everything once, and leaves nothing behind', async ({
  stack,
  terminal,
}) => {
  const cloud = simulatedCloud(stack.control, stack.endpoints);
  const begin = await cloud.writes();
  const walk = terminal.paste(readmeCommands('walkthrough').join('\n'));
  for (const writes of [1, 3, 5, 7]) {
    await untilWrites(cloud, begin + writes);
    await killProcess(stack.pid, 'worker');
  }
  await walk;
  await expect.poll(() => cloud.inventory()).toEqual(ONE_WAY_OUT);
  expect((await cloud.servers()).map(({ status }) => status)).toEqual(['running', 'running']);
  expect(await cloud.routes()).toHaveLength(1);

  const before = await cloud.writes();
  const cleanup = terminal.paste(readmeCommands('cleanup').join('\n'));
  await untilWrites(cloud, before + 2);
  await killProcess(stack.pid, 'worker');
  await cleanup;
  await expect.poll(() => cloud.inventory(), { timeout: 60_000 }).toEqual(BOUND_PROJECT);
});
