import { expect, test } from 'vitest';
import { paths } from './paths.js';

const main = { tenant: 'demo', region: 'eu-central', workspace: 'shop', name: 'main' };

test('a network is found by tenant, workspace, name and region', () => {
  expect(paths.network(main)).toBe('/workspaces/demo/shop/networks/main?region=eu-central');
});

test('the selection is in the address', () => {
  expect(paths.network(main, { instance: 'web' })).toBe(
    '/workspaces/demo/shop/networks/main?region=eu-central&instance=web',
  );
});

test('a name keeps its characters', () => {
  expect(paths.network({ ...main, name: 'a.b-c' })).toContain('/networks/a.b-c?');
});

test('a workspace is found by tenant, name and region, with what of it is shown', () => {
  expect(paths.workspace({ tenant: 'demo', region: 'eu-central', name: 'shop' }, { kind: 'instance' })).toBe(
    '/workspaces/demo/shop?region=eu-central&kind=instance',
  );
});

test('activity is about everything, or about one thing', () => {
  expect(paths.activity()).toBe('/activity');
  expect(paths.activity({ target: 'seca.network/v1/x' })).toBe('/activity?target=seca.network%2Fv1%2Fx');
});
