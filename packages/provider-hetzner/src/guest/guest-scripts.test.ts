import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { guestBoothook } from './guest-bootstrap.js';
import { natVmUserData } from './nat-vm.js';
import { tool, run, SILENT_SUCCESS } from './testing/debian-tool.js';

// Both texts lie in golden/ as they go into a machine. After a wanted change: build, then `vitest run --project unit -u`.
const golden = (name: string): string =>
  fileURLToPath(new URL(`../../../src/guest/golden/${name}`, import.meta.url));

const natVm = natVmUserData({
  sourcePrefixes: ['10.0.2.0/24', '10.0.1.0/24'],
  networkRange: '10.0.0.0/16',
  privateAddress: '10.0.1.254',
  aliasAddress: '10.0.1.253',
});
const boothooks = { 'guest-boothook': guestBoothook, 'nat-vm-boothook': natVm };

/** The files that a boothook writes, by path. */
function filesOf(boothook: string): Map<string, string> {
  const heredocs = boothook.matchAll(/^put \d+ (\S+) <<'(\w+)'\n([^]*?\n)\2$/gm);
  return new Map([...heredocs].map(([, path = '', , content = '']) => [path, content]));
}

// cloud-init takes the first line off before it runs a boothook.
const scripts = Object.entries(boothooks).flatMap(([name, boothook]) => [
  { name, script: boothook.replace('#cloud-boothook\n', '') },
  ...[...filesOf(boothook)]
    .filter(([, content]) => content.startsWith('#!'))
    .map(([path, script]) => ({ name: path, script })),
]);

describe('what goes into machines', () => {
  test.each(Object.entries(boothooks))('%s is the one in golden/', async (name, boothook) => {
    await expect(boothook).toMatchFileSnapshot(golden(`${name}.txt`));
  });

  test.each(Object.entries(boothooks))(
    '%s is a boothook in ASCII, with nothing left to fill in',
    (_, boothook) => {
      expect(boothook).toMatch(/^#cloud-boothook\n#!\/bin\/sh\n/);
      expect(boothook).toMatch(/^[\n -~]*$/);
      expect(boothook).not.toMatch(/@[\w.-]+@/);
    },
  );

  test('both boothooks write a script and its units', () => {
    expect([...filesOf(guestBoothook).keys()]).toEqual([
      '/usr/local/sbin/private-egress',
      '/etc/systemd/system/private-egress.service',
      '/etc/systemd/system/private-egress-watch.service',
    ]);
    expect([...filesOf(natVm).keys()]).toEqual([
      '/usr/local/sbin/nat-gateway',
      '/etc/nat-gateway/rules.nft',
      '/etc/nat-gateway/gateway.env',
      '/etc/systemd/system/nat-gateway-closed.service',
      '/etc/systemd/system/nat-gateway.service',
    ]);
  });

  test('no script of the guest knows an address of the network', () => {
    expect(guestBoothook).not.toMatch(/\b10\.\d/);
  });

  test.each(scripts)('$name is a POSIX script', ({ script }) => {
    expect(run('sh', ['-n'], script)).toEqual(SILENT_SUCCESS);
  });

  const dash = tool('dash', 'dash', '-c', 'true');
  test.skipIf(dash.isMissing).each(scripts)(`$name is read by dash${dash.note}`, ({ script }) => {
    expect(run('dash', ['-n'], script)).toEqual(SILENT_SUCCESS);
  });

  const shellcheck = tool('shellcheck', 'shellcheck', '--version');
  test.skipIf(shellcheck.isMissing).each(scripts)(
    `$name gives shellcheck nothing to say${shellcheck.note}`,
    ({ script }) => {
      expect(run('shellcheck', ['--norc', '--shell=sh', '-'], script)).toEqual(SILENT_SUCCESS);
    },
  );
});
