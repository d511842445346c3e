import { expect, test } from 'vitest';
import { routeRowsOf } from './route-rows.js';
import type { Network, Route, RouteTable } from './route-table.queries.js';

function aRoute(destination: string, target: string, state: Route['state'] = 'active'): Route {
  return { destination, target, state, since: null, reason: null, message: null };
}

function aTable(name: string, routes: Route[]): RouteTable {
  return {
    uid: name,
    ref: '',
    name,
    labels: {},
    annotations: {},
    extensions: {},
    intent: {},
    state: 'active',
    resourceVersion: 1,
    observedVersion: 1,
    conditions: [],
    routes,
  };
}

function aNetwork(routeTables: RouteTable[], there: { destination: string; gateway: string }[]): Network {
  const observed = { routes: there };
  return {
    uid: 'n',
    tenant: 'demo',
    region: 'eu-central',
    workspace: 'shop',
    name: 'main',
    providerObject: { id: '1', evidence: 'read', observed, observedAt: null },
    subnets: [],
    routeTables,
    internetGateways: [{ uid: 'g', name: 'out', natVm: { aliasAddress: '10.0.1.253' } }],
  };
}

const out = aRoute('0.0.0.0/0', 'internet-gateways/out');

test('a wanted route stands beside the next hop that Hetzner has, and whose that is', () => {
  const table = aTable('default', [out]);
  const network = aNetwork([table], [{ destination: '0.0.0.0/0', gateway: '10.0.1.253' }]);
  expect(routeRowsOf(table, network)).toMatchObject([
    {
      destination: '0.0.0.0/0',
      wanted: { target: 'out' },
      nextHop: { address: '10.0.1.253', owner: 'gateway out' },
      rivals: [],
    },
  ]);
});

test('what Hetzner has and no table wants is shown as that', () => {
  const table = aTable('default', []);
  const network = aNetwork([table], [{ destination: '192.168.0.0/16', gateway: '10.0.1.9' }]);
  expect(routeRowsOf(table, network)).toMatchObject([
    { destination: '192.168.0.0/16', wanted: undefined, nextHop: { owner: undefined } },
  ]);
});

test('what another table of the network wants is not surplus', () => {
  const other = aTable('other', [out]);
  const table = aTable('default', []);
  const network = aNetwork([table, other], [{ destination: '0.0.0.0/0', gateway: '10.0.1.253' }]);
  expect(routeRowsOf(table, network)).toEqual([]);
});

test('tables that want a destination led elsewhere are named, those that agree are not', () => {
  const table = aTable('default', [out]);
  const rival = aTable('rival', [aRoute('0.0.0.0/0', 'internet-gateways/second')]);
  const same = aTable('same', [
    aRoute('0.0.0.0/0', 'seca.network/v1/tenants/t/workspaces/w/internet-gateways/out'),
  ]);
  const [row] = routeRowsOf(table, aNetwork([table, rival, same], []));
  expect(row?.rivals).toEqual(['rival']);
});
