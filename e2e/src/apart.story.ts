import { startApart } from './apart.js';
import { readmeCommands } from './readme.js';
import { BOUND_PROJECT, ONE_WAY_OUT, simulatedCloud } from '@seca-hetzner/scripts';
import { expect, test } from './stories.js';
import { openTerminal } from './terminal.js';

test('the README works alike with gateway, admin server and worker apart on a PostgreSQL', async () => {
  const parts = await startApart();
  const terminal = openTerminal(parts.dataDir);
  try {
    const cloud = simulatedCloud(parts.control, parts);
    await terminal.paste(readmeCommands('walkthrough').join('\n'));
    expect(await cloud.inventory()).toEqual(ONE_WAY_OUT);
    await terminal.paste(readmeCommands('cleanup').join('\n'));
    await expect.poll(() => cloud.inventory()).toEqual(BOUND_PROJECT);
  } finally {
    terminal.close();
    await parts.stop();
  }
});
