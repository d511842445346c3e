import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;
let strict: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
  strict = await startGateway({ settings: { compatibility: 'spec' } });
});
afterAll(() => Promise.all([gateway.close(), strict.close()]));

test('a PUT that exceeds the spend limit of its tenant is refused with the figures', async () => {
  for (const [{ send, dataSource }, status] of [
    [gateway, 412],
    [strict, 409],
  ] as const) {
    await send('PUT', '/seca.workspace/v1/tenants/acme/workspaces/w', { spec: {} });
    await dataSource.query('UPDATE tenant SET spend_limit_eur = 1.5');
    const path = '/seca.network/v1/tenants/acme/workspaces/w/public-ips';
    expect((await send('PUT', `${path}/one`, { spec: { version: 'IPv4' } })).status).toBe(201);
    const refused = await send('PUT', `${path}/two`, { spec: { version: 'IPv4' } });
    expect(refused.status).toBe(status);
    expect(refused.body.detail).toMatch(
      /1\.50 € per month: with this it would be 2\.00 €, it is 1\.00 € now/,
    );
    expect((await send('GET', `${path}/two`)).status).toBe(404);
    expect((await send('PUT', `${path}/one`, { spec: { version: 'IPv4' }, labels: { a: 'b' } })).status).toBe(
      200,
    );
  }
});
