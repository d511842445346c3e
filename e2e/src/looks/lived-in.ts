/** An installation in which something of everything has happened: what runs, waits, drifts, is broken, and has odd names. */
import { startStack, type Stack } from '@seca-hetzner/scripts';
import { readmeCommands } from '../readme.js';
import { openTerminal } from '../terminal.js';
import { ask, atHetzner, control, put, seca, untilWayOut } from '../clients.js';

/** What the simulator knows as another project. */
const OTHER_TOKEN = 'b'.repeat(64);

export const LONGEST_NAME = 'the-longest-name-that-a-network-may-have'.padEnd(64, '-or-so');

const ODD_LABELS = {
  note: '<b>bold</b><img src=x onerror=alert(1)>',
  owner: 'שלום עולם',
  'very-long': 'x'.repeat(63),
};

/** Nothing that is damaged is put right, so that each damage stays to be looked at. */
export function startLivedIn(): Promise<Stack> {
  return started({ DRIFT_HEALING: 'report', WAY_OUT_LOOK_SECONDS: '1' }, live);
}

/** What the README leads to, with two NAT VMs. */
export function startPaired(): Promise<Stack> {
  return started({ NAT_FAILOVER: 'on' }, walkThrough);
}

async function started(
  environment: Readonly<Record<string, string>>,
  fill: (stack: Stack) => Promise<void>,
): Promise<Stack> {
  const stack = await startStack({ environment });
  try {
    await fill(stack);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function walkThrough({ dataDir }: Stack): Promise<void> {
  const terminal = openTerminal(dataDir);
  await terminal.paste(readmeCommands('walkthrough').join('\n'));
  terminal.close();
}

async function live(stack: Stack): Promise<void> {
  const { endpoints } = stack;
  await walkThrough(stack);
  await putOdd(stack);
  await putMany(stack);

  await put(endpoints, 'seca.workspace/v1/tenants/demo/workspaces/lab', {});
  await put(endpoints, `${inLab('network')}/internet-gateways/out`, { egressOnly: true });
  await putWayOut(stack, 'drifted', 20);
  await putWayOut(stack, 'silent', 21);
  await untilWayOut(stack, 'lab', 'drifted');
  await untilWayOut(stack, 'lab', 'silent');
  await loseRoute(stack);
  await silenceAgent(stack);
  await refuseMoreServers(stack);
  await putWayOut(stack, 'refused', 22);
  await untilWayOut(stack, 'lab', 'drifted', 'DRIFT_LEFT');
  await untilWayOut(stack, 'lab', 'silent', 'AGENT_SILENT');
  await bindRevoked(stack);
}

const inLab = (provider: string): string => `seca.${provider}/v1/tenants/demo/workspaces/lab`;
const inShop = (provider: string): string => `seca.${provider}/v1/tenants/demo/workspaces/shop`;

async function putNetwork({ endpoints }: Stack, path: string, block: number): Promise<void> {
  await put(endpoints, path, {
    cidr: { ipv4: `10.${block}.0.0/16` },
    skuRef: { resource: 'skus/hetzner-network' },
  });
  await put(endpoints, `${path}/route-tables/default`, {
    routes: [{ destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: 'internet-gateways/out' } }],
  });
  await put(endpoints, `${path}/subnets/apps`, {
    cidr: { ipv4: `10.${block}.1.0/24` },
    zone: 'fsn1',
    routeTableRef: { resource: 'route-tables/default' },
  });
}

async function putInstance(
  { endpoints }: Stack,
  path: (provider: string) => string,
  network: string,
  name: string,
): Promise<void> {
  await put(endpoints, `${path('network')}/nics/${name}`, {
    subnetRef: { resource: `networks/${network}/subnets/apps` },
    addresses: ['0.0.0.0'],
  });
  await put(endpoints, `${path('storage')}/block-storages/${name}`, {
    sizeGB: 20,
    skuRef: { resource: 'skus/hetzner-volume' },
  });
  await put(endpoints, `${path('compute')}/instances/${name}`, {
    zone: 'fsn1',
    skuRef: { resource: 'skus/cx23' },
    bootVolume: { deviceRef: { resource: `block-storages/${name}` } },
    primaryNicRef: { resource: `nics/${name}` },
  });
}

/** A network of the workspace `lab` with an instance of the same name, which is to be started. */
async function putWayOut(stack: Stack, name: string, block: number): Promise<void> {
  await putNetwork(stack, `${inLab('network')}/networks/${name}`, block);
  await putInstance(stack, inLab, name, name);
  await seca(stack.endpoints, 'POST', `${inLab('compute')}/instances/${name}/start`);
}

async function putOdd({ endpoints }: Stack): Promise<void> {
  const spec = { cidr: { ipv4: '10.30.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } };
  await put(endpoints, `${inShop('network')}/networks/${LONGEST_NAME}`, spec, ODD_LABELS);
}

/** More instances of a network than are drawn one by one. */
async function putMany(stack: Stack): Promise<void> {
  await putNetwork(stack, `${inShop('network')}/networks/many`, 31);
  for (let number = 1; number <= 12; number++) await putInstance(stack, inShop, 'many', `many-${number}`);
}

interface Route {
  destination: string;
  gateway: string;
}

async function networkAt(stack: Stack, block: number): Promise<{ id: number; routes: Route[] }> {
  const { networks } = await atHetzner<{ networks: { id: number; ip_range: string; routes: Route[] }[] }>(
    stack,
    'GET',
    '/networks',
  );
  const found = networks.find((each) => each.ip_range === `10.${block}.0.0/16`);
  if (!found) throw new Error(`there is no network 10.${block}.0.0/16`);
  return found;
}

async function loseRoute(stack: Stack): Promise<void> {
  const { id, routes } = await networkAt(stack, 20);
  await atHetzner(stack, 'POST', `/networks/${id}/actions/delete_route`, routes[0]);
}

/** Its VM is reset again and again then, and that fails. */
async function silenceAgent(stack: Stack): Promise<void> {
  const { id } = await networkAt(stack, 21);
  const { servers } = await atHetzner<{ servers: { id: number; private_net: { network: number }[] }[] }>(
    stack,
    'GET',
    '/servers?label_selector=seca.role%3Dnat-vm',
  );
  const vm = servers.find(({ private_net }) => private_net.some(({ network }) => network === id));
  await control(stack, 'POST', 'faults', {
    operation: 'POST /servers/{id}/actions/reset',
    times: null,
    effect: { type: 'error', code: 'server_error' },
  });
  await control(stack, 'PUT', `servers/${vm?.id}/guest`, { agentDead: true });
}

async function refuseMoreServers(stack: Stack): Promise<void> {
  const { servers } = await atHetzner<{ servers: unknown[] }>(stack, 'GET', '/servers?per_page=50');
  const path = `projects/${stack.endpoints.hcloudToken}/quotas`;
  await control(stack, 'PUT', path, { servers: servers.length });
}

/** A second connection, whose token Hetzner takes no more. */
async function bindRevoked(stack: Stack): Promise<void> {
  const { endpoints } = stack;
  const { bindProviderConnection } = await ask<{ bindProviderConnection: { id: string } }>(
    endpoints,
    `mutation { bindProviderConnection(tenant: "demo", name: "old", token: "${OTHER_TOKEN}", mode: plan) { id } }`,
  );
  await control(stack, 'PUT', `projects/${OTHER_TOKEN}/tokens/${OTHER_TOKEN}`, { access: 'revoked' });
  await ask(endpoints, `mutation { checkProviderConnection(id: "${bindProviderConnection.id}") { status } }`);
}
