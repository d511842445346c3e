import { expect, test } from 'vitest';
import { thingsBehind } from './things.js';

const network = {
  subnets: [
    { name: 'apps', routeTable: 'route-tables/default' },
    { name: 'alone', routeTable: null },
  ],
  routeTables: [
    {
      name: 'default',
      routes: [{ target: 'instances/router' }, { target: 'internet-gateways/out' }],
    },
  ],
};

test('a subnet leads over its table to the first gateway in it', () => {
  expect(thingsBehind(network, 'apps')).toEqual({ routeTable: 'default', gateway: 'out' });
});

test('a subnet without a table leads nowhere, and neither does one that does not exist', () => {
  const nowhere = { routeTable: undefined, gateway: undefined };
  expect(thingsBehind(network, 'alone')).toEqual(nowhere);
  expect(thingsBehind(network, 'none')).toEqual(nowhere);
});
