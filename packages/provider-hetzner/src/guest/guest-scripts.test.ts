import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { guestBoothook } from './guest-bootstrap.js';
import { natVmUserData } from './nat-vm.js';
import { anAgent, aNatVm, filesOf, unpacked } from './testing/a-nat-vm.js';
import { tool, run, SILENT_SUCCESS } from './testing/debian-tool.js';

// The texts lie in golden/ as they go into a machine. After a wanted change: build, then `vitest run --project unit -u`.
const golden = (name: string): string =>
  fileURLToPath(new URL(`../../../src/guest/golden/${name}`, import.meta.url));

const sourcePrefixes = ['10.0.2.0/24', '10.0.1.0/24'];
const natVm = natVmUserData(aNatVm({ sourcePrefixes }));
const natVmWithAgent = unpacked(natVmUserData(aNatVm({ sourcePrefixes, agent: anAgent() })));
const boothooks = {
  'guest-boothook': guestBoothook,
  'nat-vm-boothook': natVm,
  'nat-vm-boothook-with-agent': natVmWithAgent,
};

// cloud-init takes the first line off before it runs a boothook.
const scripts = Object.entries(boothooks).flatMap(([name, boothook]) => [
  { name, script: boothook.replace('#cloud-boothook\n', '') },
  ...[...filesOf(boothook)]
    .filter(([, content]) => content.startsWith('#!/bin/sh'))
    .map(([path, script]) => ({ name: `${path} of ${name}`, script })),
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

  test('the boothooks write scripts and their units, and an agent only where there is one', () => {
    expect([...filesOf(guestBoothook).keys()]).toEqual([
      '/usr/local/sbin/private-egress',
      '/etc/systemd/system/private-egress.service',
      '/etc/systemd/system/private-egress-watch.service',
    ]);
    const gatewayFiles = [
      '/usr/local/sbin/nat-gateway',
      '/etc/nat-gateway/rules.nft',
      '/etc/nat-gateway/allowed.nft',
      '/etc/nat-gateway/gateway.env',
      '/etc/systemd/system/nat-gateway-closed.service',
      '/etc/systemd/system/nat-gateway.service',
    ];
    expect([...filesOf(natVm).keys()]).toEqual(gatewayFiles);
    expect([...filesOf(natVmWithAgent).keys()]).toEqual([
      ...gatewayFiles,
      '/usr/local/lib/nat-agent/nat_agent.py',
      '/etc/nat-agent/agent.json',
      '/etc/systemd/system/nat-agent.service',
    ]);
    expect(natVm).not.toContain('nat-agent');
  });

  test('no script of the guest knows an address of the network', () => {
    expect(guestBoothook).not.toMatch(/\b10\.\d/);
  });

  test.each(scripts)('$name is a POSIX script', ({ script }) => {
    expect(run('sh', ['-n'], script)).toEqual(SILENT_SUCCESS);
  });

  const python = tool('python3', 'python3', '--version');
  test.skipIf(python.isMissing)(`Python compiles the agent${python.note}`, () => {
    const agent = filesOf(natVmWithAgent).get('/usr/local/lib/nat-agent/nat_agent.py') ?? '';
    const compile = 'import sys; compile(sys.stdin.read(), "nat_agent.py", "exec")';
    expect(run('python3', ['-W', 'error', '-c', compile], agent)).toEqual(SILENT_SUCCESS);
  });

  const systemd = tool('systemd', 'systemd-analyze', '--version');
  test.skipIf(systemd.isMissing)(`systemd finds nothing wrong in the units${systemd.note}`, () => {
    const units = Object.values(boothooks).flatMap((boothook) =>
      [...filesOf(boothook)].filter(([path]) => path.endsWith('.service')),
    );
    const folder = mkdtempSync(join(tmpdir(), 'units-'));
    try {
      const paths = units.map(([path, content]) => {
        const copy = join(folder, basename(path));
        // The programs are not there.
        writeFileSync(copy, content.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'));
        return copy;
      });
      expect(run('systemd-analyze', ['verify', ...paths], '')).toEqual(SILENT_SUCCESS);
    } finally {
      rmSync(folder, { recursive: true });
    }
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
