import { describe, expect, test } from 'vitest';
import { natVmUserData, type NatVm } from './nat-vm.js';
import { tool, run, SILENT_SUCCESS } from './testing/debian-tool.js';

const aNatVm = (vm: Partial<NatVm> = {}): NatVm => ({
  sourcePrefixes: ['10.0.1.0/24'],
  networkRange: '10.0.0.0/16',
  privateAddress: '10.0.1.254',
  aliasAddress: '10.0.1.253',
  ...vm,
});

const rulesOf = (userData: string): string =>
  /rules\.nft <<'NAT_GATEWAY_END'\n([^]*?\n)NAT_GATEWAY_END/.exec(userData)?.[1] ?? '';

describe('user data of a NAT VM', () => {
  test('the gateway of the network is its first address', () => {
    expect(natVmUserData(aNatVm({ networkRange: '172.16.64.0/18' }))).toContain(
      'NETWORK_GATEWAY=172.16.64.1\n',
    );
  });

  test('order and spelling of the prefixes change nothing', () => {
    const one = natVmUserData(aNatVm({ sourcePrefixes: ['10.0.1.0/24', '10.0.2.0/24'] }));
    const other = natVmUserData(aNatVm({ sourcePrefixes: ['10.0.2.7/24', '10.0.1.0/24', '10.0.2.0/24'] }));
    expect(other).toBe(one);
  });

  test('without a prefix the rules list none', () => {
    expect(rulesOf(natVmUserData(aNatVm({ sourcePrefixes: [] })))).not.toContain('elements');
  });

  test.each([
    { networkRange: '10.0.0.0/16; reboot' },
    { networkRange: '10.0.0.0/33' },
    { sourcePrefixes: ['10.0.1.0'] },
    { sourcePrefixes: ['fd00::/64'] },
    { privateAddress: '$(reboot)' },
    { aliasAddress: '10.0.1.253/32' },
  ])('%o is refused', (vm) => {
    expect(() => natVmUserData(aNatVm(vm))).toThrow(RangeError);
  });

  // Reading rules needs root: nft asks the kernel what it knows.
  const nft = tool('nftables', 'nft', 'list', 'tables');
  test
    .skipIf(nft.isMissing)
    .each([
      { sourcePrefixes: [] },
      { sourcePrefixes: ['10.0.1.0/24', '10.0.0.0/23', '10.0.2.0/24'] },
      { sourcePrefixes: ['10.0.0.0/16'] },
    ])(`nft takes the rules for %o${nft.note}`, (vm) => {
    const args = ['-D', 'public=eth0', '-D', 'private=enp7s0', '-c', '-f', '-'];
    expect(run('nft', args, rulesOf(natVmUserData(aNatVm(vm))))).toEqual(SILENT_SUCCESS);
  });
});
