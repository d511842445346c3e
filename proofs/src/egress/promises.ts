import { METADATA_ADDRESS, WEB_ADDRESS, WEB_NAME } from '../fabric/addresses.js';
import type { Machine } from '../machine/machine.js';
import { ask, faultOf, promise, until } from './promise.js';
import type { Scene } from './scene.js';
import { NAT_ADDRESS } from './world.js';

/**
 * What the mutations break, each written once. A promise resolves when it is kept within the time given, and rejects
 * with `BrokenPromise` when it is not.
 */
export type Promised = (scene: Scene, withinMs?: number) => Promise<void>;

const MEGABYTE = 1_000_000;

/** The guest has done what it can. */
export const guestIsReady: Promised = async ({ world, guest }, withinMs) => {
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway), withinMs);
  await until(
    async () =>
      (await guest.run(['grep', 'nameserver', '/etc/resolv.conf'])).status === 0 ? undefined : 'no DNS',
    withinMs,
  );
};

/** The NAT VM says that it has done what it can. */
export const natVmIsReady: Promised = ({ natVm }, withinMs) =>
  until(
    async () =>
      /^forwarding /m.test(natVm.units.journalOf('nat-gateway.service')) ? undefined : 'no forwarding',
    withinMs,
  );

export const reachesByAddress: Promised = ({ guest }, withinMs) =>
  until(() => faultOf(guest, `http://${WEB_ADDRESS}/address`, NAT_ADDRESS), withinMs);

export const reachesByName: Promised = ({ guest }, withinMs) =>
  until(() => faultOf(guest, `http://${WEB_NAME}/address`, NAT_ADDRESS), withinMs);

/** A guest that keeps an MTU of 1500, as containers in it do, can only be told by the other side's segment size. */
export const largeTransfersPassTheBlackHole: Promised = async (scene, withinMs) => {
  await reachesByAddress(scene);
  await scene.guest.must(['ip', 'link', 'set', 'enp7s0', 'mtu', '1500']);
  await transfersLarge(scene, withinMs);
};

export const transfersLarge: Promised = async ({ guest }, withinMs = 30_000) => {
  const limit = ['-m', String(withinMs / 1000)];
  const size = 20 * MEGABYTE;
  const down = await guest.run([
    'sh',
    '-c',
    `curl -fsS ${limit.join(' ')} http://${WEB_ADDRESS}/bytes/${size} | wc -c`,
  ]);
  promise(down.stdout.trim() === String(size), `download of ${size}: ${down.stdout}${down.stderr}`);
  const upload = `head -c ${size} /dev/zero | curl -fsS ${limit.join(' ')} -H Expect: --data-binary @- http://${WEB_ADDRESS}/count`;
  const up = await guest.run(['sh', '-c', upload]);
  promise(up.stdout === String(size), `upload of ${size}: ${up.stdout}${up.stderr}`);
};

/** The guest is at an address that is not among the allowed prefixes. */
export const nothingLeavesFromElsewhere: Promised = async ({ world, natVm, guest }) => {
  // The way is there: a guest in an allowed subnet uses it, and this guest's packets come as far as the NAT VM.
  const neighbour = await world.addGuest('1.6');
  await until(() => faultOf(neighbour, `http://${WEB_ADDRESS}/address`, NAT_ADDRESS));
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway));
  const before = await natVm.packetsReceived();
  const { status, stdout } = await ask(guest, `http://${WEB_ADDRESS}/address`);
  promise(status !== 0, `the guest was answered: ${stdout}`);
  if ((await natVm.packetsReceived()) === before) throw new Error('nothing came to the NAT VM');
  promise((await world.internet.strayPackets()) === 0, 'packets of the guest have left');
};

/** Where the fabric has no metadata service for the guest, its questions follow the network's route. */
export const neverReadsTheNatVm: Promised = async (scene) => {
  const { world, guest } = scene;
  const url = `http://${METADATA_ADDRESS}/hetzner/v1/metadata/instance-id`;
  await reachesByAddress(scene);
  promise((await faultOf(guest, url, 'guest-1.5')) === undefined, 'the guest does not get its own metadata');
  await world.fabric.setMetadataService(false);
  const before = await scene.natVm.packetsReceived();
  const { status, stdout } = await ask(guest, url);
  promise(status !== 0, `through the NAT VM the guest read the metadata of ${stdout}`);
  if ((await scene.natVm.packetsReceived()) === before) throw new Error('nothing came to the NAT VM');
};

/** On the NAT VM somebody listens at the ports of SSH and of something else. */
export const nobodyConnectsToTheNatVm: Promised = async (scene) => {
  const { world, natVm, guest } = scene;
  await reachesByAddress(scene);
  for (const port of [22, 8080]) {
    await natVm
      .start(['dnsmasq', '-k', '-C', '/dev/null', '-x', '', '-8', '-', '-u', 'root', '-p', `${port}`])
      .says(/started/);
    if (!(await canConnect(natVm, NAT_ADDRESS, port))) throw new Error(`nobody listens at port ${port}`);
    const tries: [Pick<Machine, 'run'>, string][] = [
      [guest, world.at('1.254')],
      [guest, world.alias],
      [guest, NAT_ADDRESS],
      [world.internet.namespace, NAT_ADDRESS],
    ];
    const connected = await Promise.all(tries.map(([from, address]) => canConnect(from, address, port)));
    promise(!connected.includes(true), `port ${port} of the NAT VM can be reached: ${connected.join(', ')}`);
  }
};

/** The NAT VM's image starts SSH by itself. */
export const sshNeverRuns: Promised = async (scene) => {
  await reachesByAddress(scene);
  promise(!scene.natVm.units.isActive('ssh.service'), 'SSH runs');
};

/** The NAT VM's image forwards by itself, and its interfaces are ready before our rules. */
export const nothingIsForwardedBeforeTheRules: Promised = async ({ world, natVm, guest }) => {
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway));
  await natVm.must(['ip', 'address', 'add', `${world.alias}/32`, 'dev', 'enp7s0']);
  await natVm.must(['sh', '-c', 'read -r on </proc/sys/net/ipv4/ip_forward; test "$on" = 1']);
  const before = await natVm.packetsReceived();
  await ask(guest, `http://${WEB_ADDRESS}/address`);
  if ((await natVm.packetsReceived()) === before) throw new Error('nothing came to the NAT VM');
  promise((await world.internet.strayPackets()) === 0, 'packets have passed before there were rules');
};

export const defaultRouteComesBack: Promised = async (scene, withinMs) => {
  const { world, guest } = scene;
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway));
  await guest.must(['ip', 'route', 'delete', 'default']);
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway), withinMs);
};

/** Some DHCP clients leave no route to the gateway itself, which is no neighbour by any subnet. */
export const findsTheGatewayWithoutItsRoute: Promised = async (scene, withinMs) => {
  const { world, guest } = scene;
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway));
  await guest.must(['ip', 'route', 'delete', `${world.fabric.gateway}/32`]);
  await guest.must(['ip', 'route', 'delete', 'default']);
  await until(() => faultOfDefaultRoute(guest, world.fabric.gateway), withinMs);
};

export const nameServersComeBack: Promised = async (scene, withinMs) => {
  await reachesByName(scene);
  await scene.guest.must(['sh', '-c', ': >/etc/resolv.conf']);
  await reachesByName(scene, withinMs);
};

/** The guest is in a hidden network as well, on the lower of its interfaces. */
export const hiddenNetworkIsSkipped: Promised = async (scene, withinMs) => {
  await reachesByName(scene, withinMs);
};

/** The fault unless the guest's default route goes to `gateway`. */
async function faultOfDefaultRoute(guest: Machine, gateway: string): Promise<string | undefined> {
  const routes = await guest.must(['ip', '-4', 'route', 'show', 'default']);
  return routes.startsWith(`default via ${gateway} `)
    ? undefined
    : `default routes of the guest: ${routes || 'none'}`;
}

async function canConnect(from: Pick<Machine, 'run'>, address: string, port: number): Promise<boolean> {
  const url = `http://${address}:${port}/`;
  const { stdout } = await from.run([
    'curl',
    '-s',
    '-o',
    '/dev/null',
    '-m',
    '2',
    '-w',
    '%{time_connect}',
    url,
  ]);
  return Number(stdout) > 0;
}
