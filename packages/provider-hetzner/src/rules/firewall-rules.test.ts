import { describe, expect, test } from 'vitest';
import type { SecurityGroupRuleSpec } from '@seca-hetzner/domain';
import { firewallRulesOf, type FirewallRule } from './firewall-rules.js';

const ALL = ['0.0.0.0/0', '::/0'];

/** The rules in short: `in tcp 80 from 0.0.0.0/0 ::/0`. */
const inShort = (rules: readonly FirewallRule[]) =>
  rules.map(({ direction, protocol, port, ranges }) =>
    [direction, protocol, port, 'with', ...ranges].filter((part) => part !== undefined).join(' '),
  );

const expanded = (...rules: [rule: Partial<SecurityGroupRuleSpec>, ranges?: string[]][]) =>
  inShort(
    firewallRulesOf(rules.map(([rule, ranges]) => ({ rule: { direction: 'egress', ...rule }, ranges }))),
  );
const withAll = (...heads: string[]) => heads.map((head) => `${head} with ${ALL.join(' ')}`);

describe('one rule', () => {
  test.each<[string, Partial<SecurityGroupRuleSpec>, string[]]>([
    ['with a direction only is for all', {}, ['out icmp', 'out tcp 1-65535', 'out udp 1-65535']],
    ['for tcp+udp makes two', { protocol: 'tcp+udp', ports: { from: 53 } }, ['out tcp 53', 'out udp 53']],
    ['with ports and no protocol is for tcp and udp', { ports: { to: 53 } }, ['out tcp 53', 'out udp 53']],
    ['for icmp has no ports', { protocol: 'icmp' }, ['out icmp']],
    ['with only from is for that port', { protocol: 'tcp', ports: { from: 80 } }, ['out tcp 80']],
    ['with from and to is a range', { protocol: 'tcp', ports: { from: 80, to: 90 } }, ['out tcp 80-90']],
    [
      'with a list has single ports beside the range, merged where they touch',
      { protocol: 'udp', ports: { from: 80, to: 90, list: [443, 91, 85] } },
      ['out udp 443', 'out udp 80-91'],
    ],
  ])('%s', (_what, rule, heads) => {
    expect(expanded([rule])).toEqual(withAll(...heads));
  });

  test('of one version is for that family', () => {
    expect(expanded([{ protocol: 'icmp', version: 'IPv6' }])).toEqual(['out icmp with ::/0']);
  });
});

describe('several rules', () => {
  test('that differ in the other end alone become one, everything makes the rest needless', () => {
    const icmp = { protocol: 'icmp' } as const;
    expect(expanded([icmp, ['198.51.100.0/24']], [icmp, ['192.0.2.1/32', '198.51.100.0/24']])).toEqual([
      'out icmp with 192.0.2.1/32 198.51.100.0/24',
    ]);
    expect(expanded([icmp], [icmp, ['192.0.2.1/32']])).toEqual(withAll('out icmp'));
  });

  test('with more than 100 other ends are cut into pieces', () => {
    const ranges = Array.from({ length: 101 }, (_, index) => `10.0.0.${index}/32`);
    expect(expanded([{ protocol: 'icmp' }, ranges])).toHaveLength(2);
  });
});

describe('what no rule allows is denied', () => {
  const nowhere = 'out icmp with 192.0.2.1/32';

  test.each<[string, [Partial<SecurityGroupRuleSpec>, string[]?][]]>([
    ['no rules at all', []],
    ['egress rules whose sources come to nothing', [[{}, []]]],
  ])('%s: nothing gets out, by one rule that leads nowhere', (_what, rules) => {
    expect(expanded(...rules)).toEqual([nowhere]);
  });

  test('ingress rules alone let nothing out', () => {
    expect(expanded([{ direction: 'ingress', protocol: 'icmp' }])).toEqual([...withAll('in icmp'), nowhere]);
  });
});
