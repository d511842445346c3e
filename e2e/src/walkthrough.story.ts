import { readmeCommands } from './readme.js';
import { BOUND_PROJECT, ONE_WAY_OUT, simulatedCloud } from '@seca-hetzner/scripts';
import { expect, mapOf, needsBrowser, openConsole, test } from './stories.js';

needsBrowser();

test('the README leads to a private instance with a way out, and the console shows it come and go', async ({
  page,
  stack,
  terminal,
}) => {
  const cloud = simulatedCloud(stack.control, stack.endpoints);
  await openConsole(page, stack.endpoints);
  await expect(page.getByRole('heading', { name: 'There is no network yet' })).toBeVisible();

  const [setUp = '', network = '', ...rest] = readmeCommands('walkthrough');
  await terminal.paste(`${setUp}\n${network}`);
  await page.getByRole('link', { name: 'main' }).click();
  await expect(page.getByRole('heading', { name: 'main', level: 1 })).toBeVisible();
  const picture = mapOf(page);
  await expect(picture.getByText('No instance has a NIC in it')).toBeVisible();

  // From here on nobody touches the page but to select the instance.
  const outputs: string[] = [];
  for (const commands of rest) outputs.push(await terminal.paste(commands));
  expect(outputs.at(-1)).toContain('"state":"active"');
  await picture.getByRole('link', { name: 'web' }).click();
  const instance = page.getByRole('region', { name: 'Instance web', exact: true });
  await expect(instance.getByText('One hop is assumed')).toBeVisible();
  const hops = instance.getByRole('list', { name: 'Way out, hop by hop' }).getByRole('listitem');
  await expect(hops).toHaveText([
    /^Instance.*OK/,
    /^Guest bootstrap.*Assumed/,
    /^NIC.*OK/,
    /^Subnet.*OK/,
    /^Route table.*OK/,
    /^Route at Hetzner.*OK/,
    /^NAT VM.*OK/,
    /^Gateway configuration.*OK/,
    /^Forwarding.*OK/,
    /^Public IP.*OK/,
  ]);
  await instance.getByRole('button', { name: 'Ask the gateway what it has seen' }).click();
  await expect(instance.getByText('Every hop was seen')).toBeVisible();
  expect(await cloud.inventory()).toEqual(ONE_WAY_OUT);
  expect((await cloud.servers()).map(({ status }) => status)).toEqual(['running', 'running']);
  expect((await cloud.routes()).map(({ destination }) => destination)).toEqual(['0.0.0.0/0']);

  await terminal.paste(readmeCommands('cleanup').join('\n'));
  await expect(page.getByRole('heading', { name: 'main has been deleted' })).toBeVisible();
  await expect.poll(() => cloud.inventory()).toEqual(BOUND_PROJECT);
});
