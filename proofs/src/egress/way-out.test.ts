import { describe, expect, test } from 'vitest';
import { WEB_ADDRESS, WEB_NAME } from '../fabric/addresses.js';
import { ask, expectKept, faultOf, until } from './promise.js';
import {
  largeTransfersPassTheBlackHole,
  neverReadsTheNatVm,
  nobodyConnectsToTheNatVm,
  nothingIsForwardedBeforeTheRules,
  nothingLeavesFromElsewhere,
  reachesByAddress,
  reachesByName,
  sshNeverRuns,
  transfersLarge,
} from './promises.js';
import { aScene, forwardsByItself, withSsh } from './scene.js';
import { isMissing, note } from './tools.js';

describe.skipIf(isMissing).concurrent(`the way out${note}`, () => {
  test('a private-only guest reaches a web server by name and by address, seen as the NAT VM', async (life) => {
    const scene = await aScene(life);
    await expectKept(reachesByName(scene));
    await expectKept(reachesByAddress(scene));
  });

  test('large files go down and up', async (life) => {
    const scene = await aScene(life);
    await expectKept(reachesByAddress(scene));
    await expectKept(transfersLarge(scene));
  });

  test('large files pass also where path MTU discovery finds nothing and the guest has an MTU of 1500', async (life) => {
    await expectKept(largeTransfersPassTheBlackHole(await aScene(life)));
  });

  test('a guest in a subnet that is not allowed gets nothing through, though the fabric routes it', async (life) => {
    await expectKept(nothingLeavesFromElsewhere(await aScene(life, { guest: { lastBytes: '2.5' } })));
  });

  test('a guest reads its own metadata, and never those of the NAT VM', async (life) => {
    await expectKept(neverReadsTheNatVm(await aScene(life)));
  });

  test('nobody connects to the NAT VM, from neither side', async (life) => {
    await expectKept(nobodyConnectsToTheNatVm(await aScene(life)));
  });

  test("the image's own SSH never comes up, nor after a restart", async (life) => {
    const scene = await aScene(life, withSsh());
    await expectKept(sshNeverRuns(scene));
    await scene.natVm.reboot();
    await expectKept(sshNeverRuns(scene));
  });

  test('nothing is forwarded before the rules are known', async (life) => {
    await expectKept(nothingIsForwardedBeforeTheRules(await aScene(life, forwardsByItself())));
  });

  test('a network with another range has a way out too', async (life) => {
    await expectKept(reachesByName(await aScene(life, { range: '172.20.64.0/18' })));
  });

  test('without our bootstrap a guest has no default route, no DNS and no way out', async (life) => {
    const { world, guest: other } = await aScene(life);
    const guest = await world.addGuest('1.6', { userData: '#cloud-config\n{}\n' });
    await until(() => faultOf(other, `http://${WEB_NAME}/address`, '203.0.113.10'));
    expect(await guest.must(['ip', 'route', 'show', 'default'])).toBe('');
    expect(await ask(guest, `http://${WEB_NAME}/address`)).toMatchObject({
      stderr: expect.stringMatching(/Could not resolve host/),
    });
    expect(await ask(guest, `http://${WEB_ADDRESS}/address`)).toMatchObject({
      stderr: expect.stringMatching(/Network is unreachable|Couldn't connect/),
    });
  });
});
