import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resourcePathOf, urnOf, type TargetIdentity } from './identity.js';
import { kinds, skuKinds, type Kind, type SkuKind } from './kinds.js';
import { parseReference, referenceSchema, type ReferenceField } from './references.js';

const from = { tenant: 't', region: 'r', workspace: 'w', network: '' };
const inNetwork = { ...from, network: 'n' };

function field(resource: string, overrides: Partial<ReferenceField> = {}): ReferenceField {
  return { pointer: '/spec/subnetRef', reference: { resource }, expects: ['subnet'], ...overrides };
}

describe('every spelling of a reference leads to the same target', () => {
  const target = { kind: 'subnet', tenant: 't', region: 'r', workspace: 'w', network: 'n', name: 's' };
  test.each([
    'seca.network/v1/tenants/t/workspaces/w/networks/n/subnets/s',
    'seca.network/tenants/t/workspaces/w/networks/n/subnets/s',
    'tenants/t/workspaces/w/networks/n/subnets/s',
    'workspaces/w/networks/n/subnets/s',
    'networks/n/subnets/s',
  ])('%s', (text) => {
    expect(parseReference(field(text), from)).toEqual(target);
  });

  test.each(['subnets/s', 's'])('%s, from within the network', (text) => {
    expect(parseReference(field(text), inNetwork)).toEqual(target);
  });

  test.each(['subnets/s', 's'])('%s, from elsewhere, leaves the network to be looked up', (text) => {
    expect(parseReference(field(text), from)).toEqual({ ...target, network: undefined });
  });
});

test('what names no workspace, from outside of all of them, leaves it to be looked up', () => {
  const target = { kind: 'block-storage', tenant: 't', region: 'r', network: '', name: 'disk' };
  const outside = { ...from, workspace: '' };
  const source = (reference: ReferenceField['reference']) =>
    parseReference(field('', { reference, expects: ['block-storage'] }), outside);
  for (const resource of ['block-storages/disk', 'disk']) {
    expect(source({ resource })).toEqual({ ...target, workspace: undefined });
    expect(source({ resource, workspace: 'w' })).toEqual({ ...target, workspace: 'w' });
  }
});

test.each(['seca.n1k', 'skus/seca.n1k', 'seca.network/v1/tenants/t/skus/seca.n1k'])(
  'a name may begin as the name of a provider does: %s',
  (text) => {
    const parsed = parseReference(field(text, { expects: ['network-sku'] }), from);
    expect(parsed).toMatchObject({ kind: 'network-sku', name: 'seca.n1k' });
  },
);

test('a plain string is the same as an object with only the resource', () => {
  expect(referenceSchema.parse('subnets/s')).toEqual({ resource: 'subnets/s' });
});

test.each(['skus/RD500', 'RD500', 'storage-skus/RD500', 'seca.storage/v1/tenants/t/skus/RD500'])(
  'a SKU can be written as %s',
  (text) => {
    const parsed = parseReference(field(text, { expects: ['storage-sku'] }), from);
    expect(parsed).toEqual({
      kind: 'storage-sku',
      tenant: 't',
      region: 'r',
      workspace: '',
      network: '',
      name: 'RD500',
    });
  },
);

test('what the text leaves out comes from the separate fields', () => {
  const reference = { resource: 'networks/n/subnets/s', workspace: 'other', tenant: 'elsewhere' };
  const parsed = parseReference(field('', { reference }), from);
  expect(parsed).toMatchObject({ tenant: 'elsewhere', workspace: 'other' });
});

test('text and separate fields that contradict each other are refused', () => {
  const reference = { resource: 'workspaces/w/networks/n/subnets/s', workspace: 'other' };
  expect(parseReference(field('', { reference }), from)).toMatchObject({
    fault: { pointer: '/spec/subnetRef/resource', message: expect.stringContaining("'other'") as string },
  });
});

test.each([
  'nics/x',
  'seca.compute/v1/tenants/t/workspaces/w/networks/n/subnets/s',
  'a/b/c/d',
  'subnets/',
  '/',
])('%s is no reference to a subnet', (text) => {
  expect(parseReference(field(text), from)).toHaveProperty('fault');
});

test('an address is told from a path by its syntax, where the field takes one', () => {
  const target = { expects: ['internet-gateway', 'instance'], allowsAddress: true } as const;
  expect(parseReference(field('10.0.0.7', target), from)).toEqual({ address: '10.0.0.7' });
  expect(parseReference(field('fd00::7', target), from)).toEqual({ address: 'fd00::7' });
  expect(parseReference(field('instances/vm', target), from)).toMatchObject({ kind: 'instance', name: 'vm' });
});

describe('what is written of an identity is read as the same identity', () => {
  const names = fc.stringMatching(/^(seca\.)?[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z0-9]{1,3})?$/);
  const identities = fc
    .record({
      kind: fc.constantFrom(...(Object.keys({ ...kinds, ...skuKinds }) as (Kind | SkuKind)[])),
      tenant: names,
      region: fc.constant('r'),
      workspace: names,
      network: names,
      name: names,
    })
    .map((all): TargetIdentity => {
      const level = all.kind in kinds ? kinds[all.kind as Kind].level : 'tenant';
      return {
        ...all,
        workspace: level === 'tenant' ? '' : all.workspace,
        network: level === 'network' ? all.network : '',
      };
    });
  const read = (target: TargetIdentity, text: string, within: Partial<TargetIdentity>) =>
    parseReference(field(text, { expects: [target.kind] }), { ...from, ...within });

  test('from anywhere as a URN', () => {
    fc.assert(
      fc.property(identities, (target) => {
        expect(read(target, urnOf(target), {})).toEqual(target);
      }),
    );
  });

  test('from its own place as the path of `metadata.resource`, and as a bare name', () => {
    fc.assert(
      fc.property(identities, (target) => {
        const place = { ...target, workspace: target.workspace || 'w' };
        expect(read(target, resourcePathOf(target), place)).toEqual(target);
        expect(read(target, target.name, place)).toEqual(target);
      }),
    );
  });

  test('with the place in fields of its own', () => {
    fc.assert(
      fc.property(identities, (target) => {
        const { tenant, workspace } = target;
        const reference = { tenant, resource: resourcePathOf(target), ...(workspace ? { workspace } : {}) };
        const parsed = parseReference(field('', { expects: [target.kind], reference }), from);
        expect(parsed).toEqual(target);
      }),
    );
  });
});
