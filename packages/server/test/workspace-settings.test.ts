import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { put } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());
beforeEach(async () => {
  await admin.dataSource.query('TRUNCATE resource CASCADE');
  await put(admin.domain, admin.caller, 'workspace', 'w');
});

const where = (name: string): string => `tenant: "acme", region: "eu-central", workspace: "${name}"`;
const fields = '{ natGateway guestBootstrap driftHealing }';

test('a workspace has nothing of its own, then what was set, and its networks look at it', async () => {
  const { uid } = await put(admin.domain, admin.caller, 'network', 'n');
  await admin.dataSource.query('UPDATE resource SET due_at = NULL');
  const read = async () =>
    (await admin.query(`{ workspaceSettings(${where('w')}) ${fields} }`)).body.data.workspaceSettings;
  expect(await read()).toEqual({ natGateway: null, guestBootstrap: null, driftHealing: null });
  const { body } = await admin.query(
    `mutation { setWorkspaceSettings(${where('w')}, natGateway: off, driftHealing: report) ${fields} }`,
  );
  const set = { natGateway: 'off', guestBootstrap: null, driftHealing: 'report' };
  expect(body.data.setWorkspaceSettings).toEqual(set);
  expect(await read()).toEqual(set);
  const due = await admin.dataSource.query('SELECT uid FROM resource WHERE due_at IS NOT NULL');
  expect(due).toEqual([{ uid }]);

  await admin.query(`mutation { setWorkspaceSettings(${where('w')}) ${fields} }`);
  expect(await read()).toEqual({ natGateway: null, guestBootstrap: null, driftHealing: null });
});

test('who has set what is in the audit', async () => {
  await admin.query(`mutation { setWorkspaceSettings(${where('w')}, guestBootstrap: off) ${fields} }`);
  const [event] = await admin.dataSource.query('SELECT * FROM audit_event ORDER BY at DESC LIMIT 1');
  expect(event).toMatchObject({
    subject: 'script',
    tenant: 'acme',
    action: 'set workspace settings',
    target: expect.stringMatching(/workspaces\/w.*guestBootstrap=off$/),
  });
});

test('a workspace that does not exist is told', async () => {
  const { body } = await admin.query(
    `mutation { setWorkspaceSettings(${where('none')}, natGateway: off) ${fields} }`,
  );
  expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
});
