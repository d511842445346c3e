import type { Stack } from '@seca-hetzner/scripts';
import { ask, atHetzner, breakInside, findServer } from './clients.js';
import { readmeCommands } from './readme.js';
import { expect, needsBrowser, openConsole, test } from './stories.js';

test('what breaks on the way out is named in API and console, and mended by itself', async ({
  page,
  stack,
  terminal,
}) => {
  needsBrowser();
  test.setTimeout(300_000);
  await terminal.paste(readmeCommands('walkthrough').join('\n'));
  const natVm = await findServer(stack, 'nat-vm');
  await openConsole(
    page,
    stack.endpoints,
    'workspaces/demo/shop/networks/main?region=eu-central&instance=web',
  );
  const instance = page.getByRole('region', { name: 'Instance web', exact: true });
  await expectOpen(stack);

  await test.step('rules that are flushed are named at once and loaded again by the VM', async () => {
    await breakInside(stack, natVm, { rulesFlushed: true });
    await expectObstacle(stack, 'RULES_MISSING');
    await expect(instance.getByText('No way out')).toBeVisible();
    await expectOpen(stack);
    await expect(instance.getByText('No way out')).toBeHidden();
  });

  await test.step('an agent that has died makes its VM silent, and a reset brings it back', async () => {
    await breakInside(stack, natVm, { agentDead: true });
    await expectObstacle(stack, 'AGENT_SILENT');
    await expect(instance.getByText('Forwarding: Nothing has been heard of it')).toBeVisible();
    await expectOpen(stack);
  });

  await test.step('a VM that is deleted at Hetzner is made again under the same addresses', async () => {
    const before = await instance.getByText('Outside, it is seen as').textContent();
    await atHetzner(stack, 'DELETE', `/servers/${natVm}`);
    const isReplaced = async () => ![undefined, natVm].includes(await findServer(stack, 'nat-vm'));
    await expect.poll(isReplaced, { timeout: 120_000 }).toBe(true);
    await expectOpen(stack);
    await expect(instance.getByText('Outside, it is seen as')).toHaveText(before ?? '');
  });

  await test.step('a guest that sends nothing is told from one that does, when the gateway is asked', async () => {
    const server = await findServer(stack, 'server');
    await breakInside(stack, server, { defaultRouteLost: true });
    // What the gateway has counted goes with its VM.
    await atHetzner(stack, 'POST', `/servers/${await findServer(stack, 'nat-vm')}/actions/reset`);
    await expectGuest(stack, 'GUEST_NOT_SEEN');
    await breakInside(stack, server, { defaultRouteLost: false });
    await expectGuest(stack, null);
  });
});

interface Explained {
  isOpen: boolean;
  obstacle: { code: string | null } | null;
  hops: { name: string; code: string | null; evidence: string }[];
}

async function explain({ endpoints }: Stack, more = ''): Promise<Explained> {
  const where = 'tenant: "demo", region: "eu-central", workspace: "shop", instance: "web"';
  const query = `{ explainEgress(${where} ${more}) { isOpen obstacle { code } hops { name code evidence } } }`;
  return (await ask<{ explainEgress: Explained }>(endpoints, query)).explainEgress;
}

async function expectObstacle(stack: Stack, code: string): Promise<void> {
  const seen = async () => (await explain(stack)).obstacle?.code;
  await expect.poll(seen, { timeout: 60_000, intervals: [250] }).toBe(code);
}

async function expectOpen(stack: Stack): Promise<void> {
  const isOpen = async () => (await explain(stack)).isOpen;
  await expect.poll(isOpen, { timeout: 120_000, intervals: [500] }).toBe(true);
}

/** What the gateway, asked now, knows of the guest: a code, or null when it has seen its packets. */
async function expectGuest(stack: Stack, code: string | null): Promise<void> {
  const seen = async () => {
    const { hops } = await explain(stack, 'askGateway: true');
    return hops.find(({ name, evidence }) => name === 'guest-bootstrap' && evidence === 'counters')?.code;
  };
  await expect.poll(seen, { timeout: 120_000, intervals: [500] }).toBe(code);
}
