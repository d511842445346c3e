import { expect, test } from 'vitest';
import { canonicalRange, ruleBodies } from './firewall-rule.js';

const ssh = { direction: 'in', protocol: 'tcp', port: '22', source_ips: ['0.0.0.0/0'] };

test('a rule is completed to what the API answers', () => {
  expect(ruleBodies.parse([ssh])).toEqual([
    {
      direction: 'in',
      protocol: 'tcp',
      port: '22',
      source_ips: ['0.0.0.0/0'],
      destination_ips: [],
      description: null,
    },
  ]);
});

test.each([
  [{ ...ssh, port: undefined }],
  [{ ...ssh, port: '0' }],
  [{ ...ssh, port: '70000' }],
  [{ ...ssh, port: '20-10' }],
  [{ ...ssh, port: 'x' }],
  [{ ...ssh, protocol: 'icmp' }],
  [{ ...ssh, protocol: 'sctp' }],
  [{ ...ssh, source_ips: [] }],
  [{ ...ssh, source_ips: ['10.0.0.1/24'] }],
  [{ ...ssh, source_ips: ['10.0.0.1'] }],
  [{ ...ssh, destination_ips: ['10.0.0.0/24'] }],
  [{ ...ssh, direction: 'out' }],
  [{ ...ssh, direction: 'both' }],
  [{ ...ssh, description: 'x'.repeat(256) }],
  [{ ...ssh, source_ips: Array.from({ length: 101 }, (_, n) => `10.0.0.${n}/32`) }],
])('%j is refused', (rule) => {
  expect(ruleBodies.safeParse([rule]).success).toBe(false);
});

test.each([
  [{ ...ssh, port: '80-443' }],
  [{ ...ssh, port: 'any' }],
  [{ direction: 'in', protocol: 'icmp', source_ips: ['::/0'] }],
  [{ direction: 'out', protocol: 'udp', port: '53', destination_ips: ['1.1.1.1/32'] }],
])('%j is accepted', (rule) => {
  expect(ruleBodies.safeParse([rule]).success).toBe(true);
});

test('50 rules and 500 ranges are the limit', () => {
  expect(ruleBodies.safeParse(Array.from({ length: 51 }, () => ssh)).success).toBe(false);
  const wide = { ...ssh, source_ips: Array.from({ length: 100 }, (_, n) => `10.0.${n}.0/24`) };
  expect(ruleBodies.safeParse(Array.from({ length: 5 }, () => wide)).success).toBe(true);
  expect(ruleBodies.safeParse([...Array.from({ length: 5 }, () => wide), ssh]).success).toBe(false);
});

test('IPv6 ranges become canonical', () => {
  expect(canonicalRange('2001:0DB8:0000:0000:0000:ff00:0042:0000/112')).toBe('2001:db8::ff00:42:0/112');
  expect(canonicalRange('2001:db8::1/64')).toBeUndefined();
  expect(canonicalRange('10.0.1.0/24')).toBe('10.0.1.0/24');
});
