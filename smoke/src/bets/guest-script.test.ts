import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guestScript } from './guest-script.js';

let machine: string;

beforeEach(() => (machine = mkdtempSync(join(tmpdir(), 'seca-guest-'))));
afterEach(() => rmSync(machine, { recursive: true }));

/** Runs it where these programs say what a guest would see; tells whether the machine was turned off. */
function isTurnedOff(addresses: string, metadata: string): boolean {
  const programs = {
    ip: `echo '${addresses}'`,
    python3: `echo '${metadata}'`,
    poweroff: `touch ${machine}/off`,
    sleep: 'true',
    seq: 'echo 1 2',
  };
  for (const [name, does] of Object.entries(programs)) {
    writeFileSync(join(machine, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(machine, name), 0o755);
  }
  const { status, stderr } = spawnSync('/bin/sh', ['-c', guestScript('10.90.1.10')], {
    env: { PATH: `${machine}:${process.env['PATH']}` },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return existsSync(join(machine, 'off'));
}

const ADDRESS = '2: enp7s0 inet 10.90.1.10/32 brd 10.90.1.10 scope global enp7s0';
const METADATA = '- ip: 10.90.1.10';

test('a guest that has its address and finds it in the metadata turns itself off', () => {
  expect(isTurnedOff(ADDRESS, METADATA)).toBe(true);
});

test('without its address, or without metadata, it stays on', () => {
  expect(isTurnedOff('', METADATA)).toBe(false);
  expect(isTurnedOff(ADDRESS, '')).toBe(false);
});
