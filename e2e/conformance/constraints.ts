/** What every kind refuses, and what each refuses beside that (4.2, 4.3): the fields that replace those of a good document. */
import type { Kind } from './kinds.js';

export const A = (length: number): string => 'a'.repeat(length);
const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Good values, so that only one thing is wrong at a time. */
export const PERMISSION = { provider: 'seca.storage/v1', resources: ['images/none'], verb: ['GET'] };
export const ASSIGNMENT = { subs: ['user1@example.com'], roles: ['role-1'], scopes: [{}] };

const permission = (change: object): object => ({ permissions: [{ ...PERMISSION, ...change }] });
const scope = (change: object): object => ({ ...ASSIGNMENT, scopes: [change] });

const RULES: readonly object[] = [
  { direction: 'sideways' },
  { direction: 'ingress', version: 'IPv5' },
  { direction: 'ingress', protocol: 'ftp' },
  { direction: 'ingress', protocol: 'tcp', ports: { from: 65_536 } },
  { direction: 'ingress', protocol: 'tcp', ports: { to: 65_536 } },
  // Go leaves zeros out, so a port 0 arrives as an empty object.
  { direction: 'ingress', protocol: 'tcp', ports: {} },
  { direction: 'ingress', protocol: 'tcp', ports: { list: [65_536] } },
  { direction: 'ingress', protocol: 'tcp', ports: { list: [0] } },
  { direction: 'ingress', protocol: 'icmp', icmp: { type: 9 } },
  { direction: 'ingress', protocol: 'icmp', icmp: { code: 6 } },
];

const CIDRS: readonly object[] = [
  { ipv4: '1'.repeat(19) },
  { ipv4: '1.0/8' },
  { ipv6: A(44) },
  { ipv6: '::/' },
];

/** By kind; the good rest of each spec is the scenario's. */
export const BAD_SPECS: Readonly<Partial<Record<Kind, readonly object[]>>> = {
  role: [
    permission({ provider: A(65) }),
    permission({ provider: '' }),
    permission({ resources: [A(257)] }),
    permission({ resources: [''] }),
    permission({ resources: [] }),
    permission({ resources: many(257, 'images/x') }),
    permission({ verb: [A(8)] }),
    permission({ verb: [''] }),
    permission({ verb: [] }),
    permission({ verb: many(17, 'GET') }),
    { permissions: [] },
    { permissions: many(257, PERMISSION) },
  ],
  'role-assignment': [
    { ...ASSIGNMENT, subs: [A(129)] },
    { ...ASSIGNMENT, subs: [''] },
    { ...ASSIGNMENT, subs: [] },
    { ...ASSIGNMENT, subs: many(257, 'user') },
    { ...ASSIGNMENT, roles: [A(65)] },
    { ...ASSIGNMENT, roles: [''] },
    { ...ASSIGNMENT, roles: [] },
    { ...ASSIGNMENT, roles: many(33, 'role-1') },
    { ...ASSIGNMENT, scopes: [] },
    { ...ASSIGNMENT, scopes: many(257, {}) },
    scope({ tenants: [A(65)] }),
    scope({ tenants: [''] }),
    scope({ tenants: many(65, 'tenant') }),
    scope({ regions: [A(65)] }),
    scope({ regions: [''] }),
    scope({ regions: many(65, 'region') }),
    scope({ workspaces: [A(65)] }),
    scope({ workspaces: [''] }),
    scope({ workspaces: many(257, 'workspace') }),
  ],
  instance: [
    { userData: A(65_537) },
    { antiAffinityGroup: A(65) },
    { sshKeys: [A(4_097)] },
    { sshKeys: many(33, 'ssh-ed25519 AAAA') },
    { sshKeys: [''] },
    { zone: A(33) },
    { zone: '' },
    { dataVolumes: many(65, { deviceRef: { resource: 'block-storages/none' } }) },
  ],
  'block-storage': [{ sizeGB: 1_000_001 }, { sizeGB: -1 }],
  image: [{ cpuArchitecture: 'x86_64' }, { initializer: 'invalid-initializer' }, { boot: 'PXE' }],
  network: [
    ...CIDRS.map((cidr) => ({ cidr })),
    ...CIDRS.map((cidr) => ({ additionalCidrs: [cidr] })),
    { additionalCidrs: many(33, { ipv4: '10.2.0.0/16' }) },
  ],
  'public-ip': [{ address: '1'.repeat(40) }],
  nic: [{ addresses: [A(40)] }],
  'security-group': RULES.map((rule) => ({ rules: [rule] })),
  'security-group-rule': RULES,
  'routing-table': [
    { routes: [{ destinationCidrBlock: '1'.repeat(44), targetRef: { resource: 'internet-gateways/none' } }] },
    { routes: [] },
    { routes: many(1_001, { destinationCidrBlock: '0.0.0.0/0', targetRef: { resource: '10.1.0.9' } }) },
  ],
  subnet: [{ zone: A(33) }],
};
