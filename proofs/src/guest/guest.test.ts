import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Machine } from './machine.js';
import { cannotBoot, note } from './needs.js';
import { SUITES } from './suites.js';
import { USER_DATA, without } from './user-data.js';
import { BOOTED, USER_PART, findingsOf } from './user-part.js';
import { PUBLIC_ADDRESS, World, type NatVm } from './world.js';

// A boot takes a minute in software, and far more where others use the processors.
const MINUTE_MS = 60_000;
const BOOT_MS = 15 * MINUTE_MS;

/** A page on the web tells the caller's address. */
const PAGE = 'curl -fsS -m 5 http://web.example/address';

/** When something happened to a unit in this boot, in seconds since the start of the kernel. */
async function timeOf(
  event: 'ActiveEnter' | 'ExecMainStart',
  unit: string,
  machine: Machine,
): Promise<number> {
  const property = `${event}TimestampMonotonic`;
  return Number(await machine.must(`systemctl show --value -p ${property} ${unit}`)) / 1e6;
}

describe.skipIf(cannotBoot).each(SUITES.map((suite) => [suite.name, suite] as const))(
  `%s${note}`,
  (_, suite) => {
    let world: World;
    let natVm: NatVm;
    let guest: Machine;

    beforeAll(async () => {
      world = await World.start(suite);
      natVm = await world.bootNatVm();
      guest = await world.powerOnGuest(USER_DATA.guest);
    }, 45 * MINUTE_MS);

    afterAll(() => world?.close(), MINUTE_MS);

    test('a private-only guest installs packages from its user data through the NAT VM', async () => {
      await guest.console.until(BOOTED, BOOT_MS);
      expect(findingsOf(guest.console.text)).toEqual({
        package: 'installed',
        archive: 'reached',
        page: PUBLIC_ADDRESS,
      });
    });

    test("cloud-init runs the user's part only when the way out stands", async () => {
      const ready = await timeOf('ActiveEnter', 'private-egress.service', guest);
      expect(ready).toBeGreaterThan(0);
      for (const unit of ['cloud-config.service', 'cloud-final.service']) {
        expect(await timeOf('ExecMainStart', unit, guest)).toBeGreaterThanOrEqual(ready);
      }
    });

    test('no unit fails, in the guest or in the NAT VM', async () => {
      for (const machine of [guest, natVm.machine]) {
        await machine.must('cloud-init status --wait', BOOT_MS);
        expect(await machine.must('systemctl --failed --plain --no-legend')).toBe('');
      }
    });

    test('nobody can log into the NAT VM, which has what its agent needs', async () => {
      expect(await natVm.machine.must('ss -Hltn sport = :22')).toBe('');
      expect((await guest.run("timeout 5 bash -c '</dev/tcp/10.0.1.254/22'")).status).not.toBe(0);
      await natVm.machine.must('python3 -c "import ssl" && openssl version');
    });

    test('after a reboot the guest reaches archive and web again', async () => {
      const { position } = guest.console;
      await guest.reboot();
      await guest.console.until(BOOTED, BOOT_MS, position);
      expect(findingsOf(guest.console.text.slice(position))).toEqual({
        package: 'installed',
        archive: 'reached',
        page: PUBLIC_ADDRESS,
      });
    });

    test('a NAT VM that is killed and replaced serves the guest, which is not touched', async () => {
      const bootId = await guest.must('cat /proc/sys/kernel/random/boot_id');
      await world.destroyNatVm(natVm);
      expect((await guest.run(PAGE)).status).not.toBe(0);
      natVm = await world.bootNatVm();
      expect(await guest.untilSucceeds(PAGE, MINUTE_MS)).toBe(PUBLIC_ADDRESS);
      expect(await guest.must('cat /proc/sys/kernel/random/boot_id')).toBe(bootId);
    });

    test('guest and NAT VM come back by themselves where cloud-init no longer runs', async () => {
      for (const machine of [guest, natVm.machine]) {
        await machine.must('cloud-init status --wait', BOOT_MS);
        await machine.must('touch /etc/cloud/cloud-init.disabled && sync');
        await machine.reboot();
      }
      expect(await guest.untilSucceeds(PAGE, BOOT_MS)).toBe(PUBLIC_ADDRESS);
    });

    test('without its place in the order the way out comes too late', async () => {
      const order = 'Before=cloud-config.service cloud-final.service';
      const enablement = 'systemctl -q enable private-egress.service private-egress-watch.service';
      await world.destroy(guest);
      guest = await world.powerOnGuest(without(order, without(enablement, USER_DATA.guest)));
      await guest.untilSucceeds('systemctl -q is-active private-egress.service', BOOT_MS);
      await guest.untilSucceeds('systemctl -q is-active cloud-config.service', BOOT_MS);
      const ready = await timeOf('ActiveEnter', 'private-egress.service', guest);
      expect(await timeOf('ExecMainStart', 'cloud-config.service', guest)).toBeLessThan(ready);
    });

    test('without being enabled it does not come at all once cloud-init no longer runs', async () => {
      // Its own work may have failed for want of a way out; a reboot is not to cut it short.
      await guest.run('cloud-init status --wait', BOOT_MS);
      await guest.must('touch /etc/cloud/cloud-init.disabled && sync');
      await guest.reboot();
      await guest.untilSucceeds('systemctl -q is-active multi-user.target', BOOT_MS);
      expect(await guest.must('systemctl is-active private-egress.service || :')).toBe('inactive');
      expect(await guest.must('ip -4 route show default')).toBe('');
    });

    test("with the user's part alone nothing gets out", async () => {
      await world.destroy(guest);
      guest = await world.powerOnGuest(USER_PART);
      await guest.console.until(BOOTED, BOOT_MS);
      expect(findingsOf(guest.console.text)).toEqual({
        package: 'missing',
        archive: 'not reached',
        page: expect.stringContaining('Could not resolve host'),
      });
      expect(await guest.must('ip -4 route show default')).toBe('');
    });
  },
);
