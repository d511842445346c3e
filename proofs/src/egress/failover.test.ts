import { describe, expect, test } from 'vitest';
import { WEB_ADDRESS } from '../fabric/addresses.js';
import type { Machine } from '../machine/machine.js';
import { ask, expectKept, faultOf, given, until } from './promise.js';
import { reachesByAddress } from './promises.js';
import { aScene, type Scene, type TestLife } from './scene.js';
import { isMissing, note } from './tools.js';
import { NAT_ADDRESS } from './world.js';

const STANDBY_ADDRESS = '203.0.113.20';
const URL = `http://${WEB_ADDRESS}/address`;

/** Of what a move takes, this is what a guest waits for; the calls at Hetzner come before it. */
const TAKEOVER_MS = 3_000;

interface Pair extends Scene {
  readonly standby: Machine;
}

/** Two NAT VMs, of which the first holds the alias; a guest leaves through it. */
async function aPair(life: TestLife): Promise<Pair> {
  const scene = await aScene(life);
  const standby = await scene.world.addNatVm({
    name: 'standby',
    address: scene.world.at('1.252'),
    publicAddress: STANDBY_ADDRESS,
    holdsAlias: false,
  });
  await given(reachesByAddress(scene));
  await given(until(async () => ((await aliasesOn(standby, scene)) ? undefined : 'the standby is not up')));
  return { ...scene, standby };
}

/** Whether a machine has the address that routes lead to on its own interface. */
async function aliasesOn(machine: Machine, { world }: Scene): Promise<boolean> {
  return (await machine.must(['ip', '-4', '-o', 'address'])).includes(`${world.alias}/32`);
}

async function forwarded(machine: Machine): Promise<number> {
  const counter = await machine.must(['nft', 'list', 'counter', 'inet', 'nat_gateway', 'forwarded_out']);
  return Number(/packets (\d+)/.exec(counter)?.[1]);
}

/** Waits for the guest to be seen under an address, and returns after how many ms it was. */
async function seenAs({ guest }: Scene, address: string): Promise<number> {
  const start = performance.now();
  await expectKept(until(() => faultOf(guest, URL, address), 10_000));
  return performance.now() - start;
}

describe.skipIf(isMissing).concurrent(`failover${note}`, () => {
  test('both VMs have the alias on their interface, and only the one that holds it forwards', async (life) => {
    const pair = await aPair(life);
    expect(await aliasesOn(pair.natVm, pair)).toBe(true);
    expect(await aliasesOn(pair.standby, pair)).toBe(true);
    expect(await forwarded(pair.natVm)).toBeGreaterThan(0);
    expect(await forwarded(pair.standby)).toBe(0);
  });

  test('under a running download: between two holders nothing leaves, the next one takes new connections at once', async (life) => {
    const pair = await aPair(life);
    const { world, natVm, standby, guest } = pair;
    const download = guest.start(['curl', '-sS', '-N', `http://${WEB_ADDRESS}/drops/3000`]);
    await download.says(/xxx/);
    await natVm.changeAliases([]);
    expect((await ask(guest, URL)).status).not.toBe(0);
    expect(await forwarded(standby)).toBe(0);
    await standby.changeAliases([world.alias]);
    expect(await seenAs(pair, STANDBY_ADDRESS)).toBeLessThan(TAKEOVER_MS);
    // The standby knows nothing of the connection: the server refuses what comes from another address.
    expect(await download.ended).not.toBe(0);
    expect(download.output).toMatch(/reset by peer/);
  });

  test('when the holder hangs, new connections get out by the standby, and back by the first when it is moved back', async (life) => {
    const pair = await aPair(life);
    const { world, natVm, standby, guest } = pair;
    for (const nic of ['eth0', 'enp7s0']) await natVm.must(['ip', 'link', 'set', nic, 'down']);
    expect((await ask(guest, URL)).status).not.toBe(0);
    await natVm.changeAliases([]);
    await standby.changeAliases([world.alias]);
    expect(await seenAs(pair, STANDBY_ADDRESS)).toBeLessThan(TAKEOVER_MS);
    await natVm.reboot();
    await given(until(async () => ((await aliasesOn(natVm, pair)) ? undefined : 'the first VM is not up')));
    // Booting with the alias on its interface draws nothing to it.
    expect(await seenAs(pair, STANDBY_ADDRESS)).toBeLessThan(TAKEOVER_MS);
    await standby.changeAliases([]);
    await natVm.changeAliases([world.alias]);
    expect(await seenAs(pair, NAT_ADDRESS)).toBeLessThan(TAKEOVER_MS);
  });
});
