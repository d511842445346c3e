import { describe, expect, test } from 'vitest';
import { METADATA_ADDRESS, WEB_ADDRESS } from '../fabric/addresses.js';
import { expectKept, faultOf, until } from './promise.js';
import {
  defaultRouteComesBack,
  findsTheGatewayWithoutItsRoute,
  hiddenNetworkIsSkipped,
  reachesByAddress,
  reachesByName,
  nameServersComeBack,
} from './promises.js';
import { aScene, aSceneBetween, aWorld } from './scene.js';
import { isMissing, note } from './tools.js';

describe.skipIf(isMissing).concurrent(`what comes back by itself${note}`, () => {
  test('after a restart of the NAT VM, rules and forwarding', async (life) => {
    const scene = await aScene(life);
    await reachesByAddress(scene);
    await scene.natVm.reboot();
    await expectKept(reachesByAddress(scene));
  });

  test('after somebody flushes the rules and switches forwarding off, both', async (life) => {
    const scene = await aScene(life);
    await reachesByAddress(scene);
    await scene.natVm.must(['nft', 'flush', 'ruleset']);
    await scene.natVm.must(['sh', '-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward']);
    await expectKept(reachesByAddress(scene, 20_000));
  });

  test('after its program is killed, the gateway', async (life) => {
    const scene = await aScene(life);
    await reachesByAddress(scene);
    await scene.natVm.must(['pkill', '-KILL', '-f', 'nat-gateway keep']);
    await scene.natVm.must(['nft', 'flush', 'ruleset']);
    await expectKept(reachesByAddress(scene));
  });

  test('a new NAT VM with the same addresses serves the guest, which nobody touches', async (life) => {
    const scene = await aScene(life);
    await reachesByAddress(scene);
    await scene.natVm.delete();
    const natVm = await scene.world.addNatVm({ name: 'replacement' });
    await expectKept(reachesByAddress({ ...scene, natVm }));
  });

  test('the default route that somebody deletes', async (life) => {
    await expectKept(defaultRouteComesBack(await aScene(life)));
  });

  test('the default route where the gateway itself has no route', async (life) => {
    await expectKept(findsTheGatewayWithoutItsRoute(await aScene(life)));
  });

  test('the name servers that somebody deletes', async (life) => {
    await expectKept(nameServersComeBack(await aScene(life)));
  });

  test('default route and DNS after a restart of the guest', async (life) => {
    const scene = await aScene(life);
    await reachesByName(scene);
    await scene.guest.reboot();
    await expectKept(reachesByName(scene));
  });

  test('default route and DNS outlive renewals of the lease', async (life) => {
    const scene = await aScene(life, { guest: { renewAfterSeconds: 3 } });
    await reachesByName(scene);
    const before = scene.guest.leasesGiven();
    await until(async () =>
      scene.guest.leasesGiven() > before + 1 ? undefined : 'the lease is not renewed',
    );
    await expectKept(reachesByName(scene));
  });

  test('default route and DNS after the lease is given back and taken anew', async (life) => {
    const scene = await aScene(life);
    await reachesByName(scene);
    await scene.guest.must(['dhclient', '-r', '-4', '-pf', '/run/dhclient.enp7s0.pid', 'enp7s0']);
    expect(await scene.guest.must(['ip', '-4', 'route'])).toBe('');
    await scene.guest.must(['dhclient', '-1', '-4', '-pf', '/run/dhclient.enp7s0.pid', 'enp7s0']);
    await expectKept(reachesByName(scene));
  });

  test('a guest gets its way out when its interface comes late', async (life) => {
    const world = await aWorld(life);
    const natVm = await world.addNatVm();
    const guest = await world.addGuest('1.5', { privateNics: [] });
    expect(guest.units.isActive('private-egress.service')).toBe(false);
    await guest.attach(world.nic(world.at('1.5'), { name: 'ens10' }));
    await expectKept(reachesByName({ world, natVm, guest }));
  });

  test('a guest raises the interface that nobody raises', async (life) => {
    await expectKept(reachesByName(await aScene(life, { guest: { hasHcUtils: false } })));
  });

  test('a guest with a public interface keeps its own default route', async (life) => {
    const world = await aWorld(life);
    await world.addNatVm();
    const guest = await world.addGuest('1.5', { publicAddress: '203.0.113.30' });
    await until(async () =>
      guest.units.isActive('private-egress-watch.service') ? undefined : 'the guest still waits',
    );
    expect(await guest.must(['ip', '-4', 'route', 'show', 'default'])).toBe(
      'default via 172.31.1.1 dev eth0 \n',
    );
    await expectKept(until(() => faultOf(guest, `http://${WEB_ADDRESS}/address`, '203.0.113.30')));
    await expectKept(
      until(() => faultOf(guest, `http://${METADATA_ADDRESS}/hetzner/v1/metadata/instance-id`, 'guest-1.5')),
    );
  });

  test('a guest takes its way out through the network that is not hidden', async (life) => {
    await expectKept(hiddenNetworkIsSkipped(await aSceneBetween(life)));
  });

  test('a NAT VM whose image asks for a lease by itself is one too', async (life) => {
    const scene = await aScene(life, { natVm: { hasHcUtils: true } });
    await expectKept(reachesByName(scene));
    await scene.natVm.reboot();
    await expectKept(reachesByName(scene));
  });
});
