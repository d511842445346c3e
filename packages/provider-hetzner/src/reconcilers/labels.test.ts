import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { nameOf, ownLabels, selectorOf } from './labels.js';

// Source: Hetzner Cloud API, "Labels" and "Servers": 63 characters for a label value and for a host name.
test('every name is a host name and every label value fits', () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const names = [
    nameOf.network(one),
    nameOf.hiddenNetwork(one),
    nameOf.server(one),
    nameOf.natVm(one, two),
    nameOf.marker(one),
  ];
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/);
  for (const value of Object.values(ownLabels(one, two, 'hidden-network')))
    expect(value.length).toBeLessThanOrEqual(63);
});

test('a guest can tell a network it should use from a hidden one', () => {
  expect(nameOf.network(randomUUID())).toMatch(/^n-/);
  expect(nameOf.hiddenNetwork(randomUUID())).toMatch(/^h-/);
});

test('one gateway has a VM of another name in each network', () => {
  const gateway = randomUUID();
  expect(nameOf.natVm(gateway, randomUUID())).not.toBe(nameOf.natVm(gateway, randomUUID()));
});

test('the selector asks for this installation and this resource', () => {
  expect(selectorOf('i', 'u')).toBe('seca.installation=i,seca.uid=u');
});
