import { startStack, type Stack } from '@seca-hetzner/scripts';
import { readmeCommands } from './readme.js';
import { expect, test as story } from './stories.js';
import { openTerminal } from './terminal.js';

const test = story.extend<{ damaged: Stack }>({
  // Where nothing is put right, each damage stays long enough to be read.
  // oxlint-disable-next-line no-empty-pattern
  damaged: async ({}, use) => {
    const environment = { DRIFT_HEALING: 'report', WAY_OUT_LOOK_SECONDS: '1' };
    const stack = await startStack({ environment });
    await use(stack);
    await stack.stop();
  },
});

test('what somebody changes at Hetzner is named with what, where and since when, and left as it is', async ({
  damaged: stack,
}) => {
  test.setTimeout(300_000);
  const terminal = openTerminal(stack.dataDir);
  await terminal.paste(readmeCommands('walkthrough').join('\n'));
  terminal.close();
  await expectOpen(stack);
  const { server, network, primaryIp } = await objectsOf(stack);
  const [route] = network.routes;
  const [net] = server.private_net;
  const aliases = (ips: string[]) => ({ network: network.id, alias_ips: ips });

  await test.step('a route that was deleted', async () => {
    await act(stack, `/networks/${network.id}/actions/delete_route`, route);
    await expectObstacle(stack, 'route', `route 0.0.0.0/0 via ${route?.gateway} is gone`);
    await act(stack, `/networks/${network.id}/actions/add_route`, route);
    await expectOpen(stack);
  });

  await test.step('an alias that was taken away', async () => {
    await act(stack, `/servers/${server.id}/actions/change_alias_ips`, aliases([]));
    await expectObstacle(stack, 'nat-vm', 'the NAT VM lacks the address that routes lead to');
    await act(stack, `/servers/${server.id}/actions/change_alias_ips`, aliases(net?.alias_ips ?? []));
    await expectOpen(stack);
  });

  await test.step('a VM that was switched off, and has lost its public address', async () => {
    await act(stack, `/servers/${server.id}/actions/poweroff`);
    await expectObstacle(stack, 'nat-vm', 'the NAT VM does not run');
    await act(stack, `/primary_ips/${primaryIp.id}/actions/unassign`);
    await expectObstacle(stack, 'nat-vm', 'the NAT VM has no public address');
    const assignee = { assignee_id: server.id, assignee_type: 'server' };
    await act(stack, `/primary_ips/${primaryIp.id}/actions/assign`, assignee);
    await act(stack, `/servers/${server.id}/actions/poweron`);
    await expectOpen(stack);
  });

  await test.step('a VM that was deleted', async () => {
    await call(stack, 'DELETE', `/servers/${server.id}`);
    await expectObstacle(stack, 'nat-vm', 'the NAT VM is gone');
  });
});

interface Explained {
  isOpen: boolean;
  hops: { name: string; state: string; code: string | null; message: string }[];
}

async function explain({ endpoints: { admin, adminToken } }: Stack): Promise<Explained> {
  const where = 'tenant: "demo", region: "eu-central", workspace: "shop", instance: "web"';
  const query = `{ explainEgress(${where}) { isOpen hops { name state code message } } }`;
  const response = await fetch(admin, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { explainEgress: Explained } };
  return data.explainEgress;
}

async function expectObstacle(stack: Stack, name: string, found: string): Promise<void> {
  const seen = async () => {
    const { isOpen, hops } = await explain(stack);
    const hop = hops.find((each) => each.name === name && each.code === 'DRIFT_LEFT');
    return isOpen ? undefined : hop?.message;
  };
  await expect
    .poll(seen, { timeout: 60_000, intervals: [250] })
    .toMatch(new RegExp(`seen since \\d{4}-\\S+: .*${found.replaceAll('.', '\\.')}`));
}

async function expectOpen(stack: Stack): Promise<void> {
  const isOpen = async () => (await explain(stack)).isOpen;
  await expect.poll(isOpen, { timeout: 60_000, intervals: [250] }).toBe(true);
}

interface Objects {
  server: { id: number; private_net: { alias_ips: string[] }[] };
  network: { id: number; routes: { destination: string; gateway: string }[] };
  primaryIp: { id: number };
}

/** What the way out consists of at Hetzner. */
async function objectsOf(stack: Stack): Promise<Objects> {
  const list = async (path: string) =>
    (await call(stack, 'GET', path)) as {
      servers: Objects['server'][];
      networks: Objects['network'][];
      primary_ips: Objects['primaryIp'][];
    };
  const role = (name: string): string => `label_selector=seca.role%3D${name}`;
  const [server] = (await list(`/servers?${role('nat-vm')}`)).servers;
  const [network] = (await list(`/networks?${role('network')}`)).networks;
  const [primaryIp] = (await list(`/primary_ips?${role('nat-ip')}`)).primary_ips;
  if (!server || !network || !primaryIp) throw new Error('there is no way out');
  return { server, network, primaryIp };
}

/** As somebody with the project's token, past us; waits until it is done. */
async function act(stack: Stack, path: string, body: object = {}): Promise<void> {
  const { action } = (await call(stack, 'POST', path, body)) as { action: { id: number } };
  const isDone = async () => {
    const found = (await call(stack, 'GET', `/actions/${action.id}`)) as { action: { status: string } };
    return found.action.status;
  };
  await expect.poll(isDone, { timeout: 30_000, intervals: [100] }).toBe('success');
}

async function call({ endpoints }: Stack, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${endpoints.simulator}${path}`, {
    method,
    headers: { authorization: `Bearer ${endpoints.hcloudToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.ok, await response.clone().text()).toBe(true);
  return response.json();
}
