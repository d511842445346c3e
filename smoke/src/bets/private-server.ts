/** What rests on a server without any public interface, in a network with a route of ours. */
import { setTimeout as delay } from 'node:timers/promises';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { BetOutcome, Table } from './bet.js';
import { guestScript } from './guest-script.js';

const RANGE = '10.90.0.0/16';
const SUBNET = '10.90.1.0/24';
const ADDRESS = '10.90.1.10';
const ALIAS = '10.90.1.200';
const UNLOCK_LIMIT_MS = 60_000;

export async function privateServerBets(table: Table, guestWaitMs: number): Promise<BetOutcome[]> {
  const { client, done, name, networkZone } = table;
  const { network } = await client.networks.create({
    name: name('private'),
    ipRange: RANGE,
    subnets: [{ ipRange: SUBNET, networkZone }],
  });
  const serverId = await makeServer(table);
  await done(
    await unlocked(() =>
      client.servers.attachToNetwork(serverId, { networkId: network.id, ip: ADDRESS, aliasIps: [ALIAS] }),
    ),
  );
  const outcomes = [await aliasGatewayBet(table, network.id), await gatewayOfNobody(table, network.id)];
  const begin = performance.now();
  await done(await unlocked(() => client.servers.powerOn(serverId)));
  outcomes.push(await bootBet(table, serverId, begin), await guestBet(table, serverId, guestWaitMs));
  return outcomes;
}

async function makeServer({ client, done, name, location }: Table): Promise<number> {
  const types = (await client.serverTypes.list()).filter(
    ({ architecture, locations }) =>
      architecture === 'x86' && locations.some((each) => each.name === location && each.available),
  );
  const priceOf = ({ prices }: (typeof types)[number]): number =>
    Number(prices.find((price) => price.location === location)?.price_monthly.net ?? Infinity);
  const [cheapest] = types.toSorted((one, other) => priceOf(one) - priceOf(other));
  if (!cheapest) throw new Error(`no server type can be ordered in ${location}`);
  const { server, actions } = await client.servers.create({
    name: name('private'),
    serverType: cheapest.name,
    image: 'debian-12',
    location,
    isStartedAfterCreate: false,
    publicNet: { isIpv4Enabled: false, isIpv6Enabled: false },
    userData: guestScript(ADDRESS),
  });
  await done(actions);
  return server.id;
}

/** The route of a way out leads to an alias of the NAT VM, so that another VM takes over without a change of routes. */
async function aliasGatewayBet({ client, done }: Table, networkId: number): Promise<BetOutcome> {
  const bet = 'an alias address as the gateway of the default route';
  const route = { destination: '0.0.0.0/0', gateway: ALIAS };
  try {
    const ms = await done(await client.networks.addRoute(networkId, route));
    const routes = (await client.networks.get(networkId))?.routes ?? [];
    const isThere = routes.some(
      ({ destination, gateway }) => destination === '0.0.0.0/0' && gateway === ALIAS,
    );
    return {
      bet,
      verdict: isThere ? 'held' : 'refuted',
      seen: `${isThere ? 'taken' : 'not listed'} after ${ms} ms`,
    };
  } catch (error) {
    if (!isHetznerError(error, 'invalid_input')) throw error;
    return { bet, verdict: 'refuted', seen: error.message };
  }
}

async function gatewayOfNobody({ client, done }: Table, networkId: number): Promise<BetOutcome> {
  const bet = 'a route to an address that no server has';
  try {
    await done(
      await client.networks.addRoute(networkId, { destination: '192.168.0.0/16', gateway: '10.90.1.201' }),
    );
    return { bet, verdict: 'told', seen: 'taken' };
  } catch (error) {
    if (!isHetznerError(error, 'invalid_input')) throw error;
    return { bet, verdict: 'told', seen: `refused: ${error.message}` };
  }
}

async function bootBet({ client }: Table, serverId: number, begin: number): Promise<BetOutcome> {
  const server = await client.servers.get(serverId);
  return {
    bet: 'boot of a server with private interfaces only',
    verdict: server?.status === 'running' ? 'held' : 'refuted',
    seen: `${server?.status ?? 'gone'} after ${Math.round(performance.now() - begin)} ms`,
  };
}

/** The API does not see into a guest, but it sees that a guest turns itself off. */
async function guestBet(
  { client, signal }: Table,
  serverId: number,
  guestWaitMs: number,
): Promise<BetOutcome> {
  const bet = 'DHCP and metadata in a private-only guest';
  const begin = performance.now();
  while (performance.now() - begin < guestWaitMs) {
    if ((await client.servers.get(serverId))?.status === 'off') {
      const seconds = Math.round((performance.now() - begin) / 1_000);
      return { bet, verdict: 'held', seen: `the guest found both and turned itself off after ${seconds} s` };
    }
    await delay(Math.min(5_000, guestWaitMs / 2), undefined, { signal });
  }
  return { bet, verdict: 'not seen', seen: `the guest has shown nothing within ${guestWaitMs / 1_000} s` };
}

/** A server stays locked for a moment after its actions are done. */
async function unlocked<T>(call: () => Promise<T>): Promise<T> {
  for (const givesUpAtMs = Date.now() + UNLOCK_LIMIT_MS; ;) {
    try {
      return await call();
    } catch (error) {
      if (!isHetznerError(error, 'locked') || Date.now() > givesUpAtMs) throw error;
    }
    await delay(200);
  }
}
