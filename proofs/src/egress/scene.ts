import type { onTestFinished } from 'vitest';
import type { Machine } from '../machine/machine.js';
import { World, type GuestOptions, type NatVmOptions, type WorldOptions } from './world.js';

/** A world with a NAT VM and one private-only guest. */
export interface Scene {
  readonly world: World;
  readonly natVm: Machine;
  readonly guest: Machine;
}

export interface SceneOptions extends WorldOptions {
  readonly natVm?: NatVmOptions;
  readonly guest?: GuestOptions & { readonly lastBytes?: string };
}

/** Calls back when the test is over, however it ends. */
export interface TestLife {
  readonly onTestFinished: typeof onTestFinished;
}

export async function aWorld(life: TestLife, options: WorldOptions = {}): Promise<World> {
  const world = await World.start(options);
  life.onTestFinished(() => world.close());
  return world;
}

export async function aScene(life: TestLife, options: SceneOptions = {}): Promise<Scene> {
  const world = await aWorld(life, options);
  const [natVm, guest] = await Promise.all([
    world.addNatVm(options.natVm),
    world.addGuest(options.guest?.lastBytes ?? '1.5', options.guest),
  ]);
  return { world, natVm, guest };
}

/** The same with a guest that is in a hidden network as well, on its first interface. */
export async function aSceneBetween(life: TestLife, options: SceneOptions = {}): Promise<Scene> {
  const world = await aWorld(life, options);
  const [natVm, guest] = await Promise.all([world.addNatVm(options.natVm), world.addGuestBetween('1.5')]);
  return { world, natVm, guest };
}

/** A NAT VM whose image forwards by itself, and on which our own program never comes as far as its rules. */
export function forwardsByItself(options: SceneOptions = {}): SceneOptions {
  const { changeNatVm = (userData) => userData } = options;
  return {
    ...options,
    natVm: { hasHcUtils: true, atBoot: 'echo 1 >/proc/sys/net/ipv4/ip_forward' },
    changeNatVm: (userData) =>
      changed(
        changeNatVm(userData),
        'ExecStart=/usr/local/sbin/nat-gateway keep',
        'ExecStart=/usr/bin/sleep 3600',
      ),
  };
}

/** A NAT VM whose image starts SSH by itself. */
export function withSsh(options: SceneOptions = {}): SceneOptions {
  const service = '[Service]\nExecStart=/usr/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n';
  return { ...options, natVm: { imageUnits: { 'ssh.service': service } } };
}

/** The text with its only `part` replaced. Throws where there is none any more. */
export function changed(text: string, part: string, by: string): string {
  const pieces = text.split(part);
  if (pieces.length !== 2) throw new Error(`user data holds ${pieces.length - 1} times: ${part}`);
  return pieces.join(by);
}
