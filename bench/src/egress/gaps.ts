import { adminClient, putAll, secaClient, startStack, waitUntil, type Stack } from '@seca-hetzner/scripts';
import { WEB_ADDRESS, World } from '@seca-hetzner/proofs/world';
import { median } from '../median.js';
import type { Row } from '../table.js';

const ROUNDS = 5;
const LOOK_EVERY_MS = 25;
const LIMIT_MS = 300_000;
const FIRST_ADDRESS = '203.0.113.10';
const SECOND_ADDRESS = '203.0.113.20';
const WHERE = 'tenant: "demo", region: "eu-central", workspace: "bench"';

/**
 * For how long nobody gets out, in ms: where control plane and (simulated) Hetzner have to act, as the admin API
 * explains it; and on the machines themselves, in network namespaces, once the address has moved. Medians.
 */
export async function measureGaps(): Promise<Row[]> {
  const environment = { NAT_FAILOVER: 'on' };
  return [
    { what: 'the only VM is replaced', ms: await onStack({}, closedWhileReplaced) },
    {
      what: 'one of two VMs, the one in use, is replaced',
      ms: await onStack({ environment }, closedWhileReplaced),
    },
    { what: 'one of two VMs, the one in use, hangs', ms: await onStack({ environment }, closedWhileHanging) },
    { what: 'the address moves to the other VM: until a guest has an answer', ms: await measureMoves() },
  ];
}

/** In a new stack with an instance that gets out. */
async function onStack(
  options: { environment?: Record<string, string> },
  measure: (stack: Stack) => Promise<number>,
): Promise<number> {
  const stack = await startStack(options);
  try {
    const { started } = await putAll(secaClient(stack.endpoints));
    await started;
    const wanted = options.environment ? 2 : 1;
    await until(async () => (await vmsOf(stack)).filter(({ isActive }) => isActive).length === wanted);
    await until(() => isOpen(stack));
    return Math.round(await measure(stack));
  } finally {
    await stack.stop();
  }
}

async function closedWhileReplaced(stack: Stack): Promise<number> {
  const { replaceGateway } = await adminClient(stack.endpoints)<{ replaceGateway: { id: string } }>(
    `mutation { replaceGateway(${WHERE}, gateway: "out", network: "main") { id } }`,
  );
  return closedUntil(stack, async () => {
    const { operation } = await adminClient(stack.endpoints)<{
      operation: { state: string; errorMessage: string | null };
    }>(`{ operation(id: "${replaceGateway.id}") { state errorMessage } }`);
    if (operation.errorMessage !== null) throw new Error(operation.errorMessage);
    return operation.state === 'succeeded';
  });
}

/** Nothing in it answers any more, while Hetzner says that it runs. */
async function closedWhileHanging(stack: Stack): Promise<number> {
  const holder = (await vmsOf(stack)).find(({ slot }) => slot === 'primary');
  const begin = performance.now();
  await fetch(`${stack.control}/servers/${holder?.serverId}/guest`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hung: true }),
  });
  await until(async () =>
    (await vmsOf(stack)).some(({ slot, holdsAlias }) => slot === 'standby' && holdsAlias),
  );
  return performance.now() - begin;
}

/** How long there was no way out until `isOver` and there is one again. */
async function closedUntil(stack: Stack, isOver: () => Promise<boolean>): Promise<number> {
  let closedMs = 0;
  let last = performance.now();
  await until(async () => {
    const isNowOpen = await isOpen(stack);
    const now = performance.now();
    if (!isNowOpen) closedMs += now - last;
    last = now;
    return isNowOpen && (await isOver());
  });
  return closedMs;
}

async function isOpen({ endpoints }: Stack): Promise<boolean> {
  const query = `{ explainEgress(${WHERE}, instance: "web") { isOpen } }`;
  return (await adminClient(endpoints)<{ explainEgress: { isOpen: boolean } }>(query)).explainEgress.isOpen;
}

interface Vm {
  slot: string;
  serverId: string | null;
  holdsAlias: boolean;
  isActive: boolean;
}

async function vmsOf({ endpoints }: Stack): Promise<Vm[]> {
  const query = `{ network(${WHERE}, name: "main") { internetGateways { natVms {
    slot holdsAlias server { id } agent { state } } } } }`;
  const { network } = await adminClient(endpoints)<{
    network: {
      internetGateways: {
        natVms: {
          slot: string;
          holdsAlias: boolean;
          server: { id: string | null };
          agent: { state: string } | null;
        }[];
      }[];
    };
  }>(query);
  return network.internetGateways.flatMap(({ natVms }) =>
    natVms.map(({ slot, holdsAlias, server, agent }) => ({
      slot,
      holdsAlias,
      serverId: server.id,
      isActive: agent?.state === 'active',
    })),
  );
}

/** From the moment that the fabric sends packets to the other VM. */
async function measureMoves(): Promise<number> {
  const world = await World.start();
  try {
    const vms = [
      await world.addNatVm({ publicAddress: FIRST_ADDRESS }),
      await world.addNatVm({
        name: 'standby',
        address: world.at('1.252'),
        publicAddress: SECOND_ADDRESS,
        holdsAlias: false,
      }),
    ];
    const guest = await world.addGuest('1.5');
    const seenAs = async (): Promise<string> =>
      (await guest.run(['curl', '-fsS', '-m', '1', `http://${WEB_ADDRESS}/address`])).stdout;
    await until(async () => (await seenAs()) === FIRST_ADDRESS);
    await until(async () =>
      ((await vms[1]?.must(['ip', '-4', '-o', 'address'])) ?? '').includes(world.alias),
    );
    const gaps: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [from, to] = round % 2 === 0 ? vms : vms.toReversed();
      const address = round % 2 === 0 ? SECOND_ADDRESS : FIRST_ADDRESS;
      await from?.changeAliases([]);
      const begin = performance.now();
      await to?.changeAliases([world.alias]);
      await until(async () => (await seenAs()) === address);
      gaps.push(performance.now() - begin);
    }
    return Math.round(median(gaps));
  } finally {
    await world.close();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  if (await waitUntil(isSo, { limitMs: LIMIT_MS, everyMs: LOOK_EVERY_MS })) return;
  throw new Error('what was waited for never came about');
}
