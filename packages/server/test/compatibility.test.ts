import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

const QUERY = 'query ($kind: String) { compatibility(kind: $kind) { kind field when level how } }';

test('the admin API tells what becomes of each field, of one kind or of all', async () => {
  const { body } = await admin.query(QUERY, { kind: 'network' });
  expect(body.data.compatibility).toContainEqual({
    kind: 'network',
    field: 'spec.cidr.ipv6',
    when: null,
    level: 'refused',
    how: 'Networks at Hetzner have no IPv6.',
  });
  expect(new Set(body.data.compatibility.map((row: { kind: string }) => row.kind))).toEqual(
    new Set(['network']),
  );
  const all = await admin.query(QUERY);
  expect(all.body.data.compatibility.length).toBeGreaterThan(body.data.compatibility.length);
});

test('nobody without a token is told', async () => {
  expect((await admin.query(QUERY, {}, null)).status).toBe(401);
});
