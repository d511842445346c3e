import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CROWD,
  startReplicas,
  tally,
  volumeSpec,
  volumes,
  workspace,
  type Replicas,
} from '../support/replicas.js';

let replicas: Replicas;

beforeAll(async () => {
  replicas = await startReplicas();
});
afterAll(() => replicas.close());
beforeEach(() => replicas.reset('suite'));

const authorization = '/seca.authorization/v1/tenants/acme';
const permissions = [{ provider: 'seca.compute/v1', resources: ['instances/*'], verb: ['get'] }];

/** What is stored of a name that everybody has put: one row, every version of it in the audit. */
async function expectOneOf(kind: string, name: string): Promise<void> {
  const rows = await replicas.rows<{ uid: string; resource_version: number }>(
    `SELECT uid, resource_version FROM resource WHERE kind = '${kind}' AND name = '${name}'`,
  );
  expect(rows).toMatchObject([{ resource_version: CROWD }]);
  const audit = await replicas.rows<{ resource_version: number }>(
    `SELECT resource_version FROM audit_event WHERE resource_uid = '${rows[0]?.uid}' ORDER BY resource_version`,
  );
  expect(audit.map((event) => event.resource_version)).toEqual(
    Array.from({ length: CROWD }, (_, index) => index + 1),
  );
}

describe('one name that is put many times at once', () => {
  test('is one workspace: made once, changed by the others, and none of the changes is lost', async () => {
    expect(tally(await replicas.putCrowd(() => ({ path: workspace, spec: {} })))).toEqual({
      201: 1,
      200: CROWD - 1,
    });
    await expectOneOf('workspace', 'w');
  });

  test('is one assignment, which grants to whom the last request says', async () => {
    await replicas.put(`${authorization}/roles/reader`, { permissions });
    const assignment = { subs: ['bob'], roles: ['reader'], scopes: [{ tenants: ['acme'] }] };
    const answers = await replicas.putCrowd((index) => ({
      path: `${authorization}/role-assignments/a`,
      spec: { ...assignment, subs: [`bob${index}`] },
    }));
    expect(tally(answers)).toEqual({ 201: 1, 200: CROWD - 1 });
    const [stored] = await replicas.rows<{ uid: string; subs: string[] }>(
      `SELECT uid, spec -> 'subs' AS subs FROM resource WHERE kind = 'role-assignment'`,
    );
    const subjects = await replicas.rows<{ subject: string }>(
      `SELECT subject FROM role_grant_subject WHERE assignment_uid = '${stored?.uid}'`,
    );
    expect(subjects.map(({ subject }) => subject)).toEqual(stored?.subs);
  });

  test('and for the version that all have seen, is changed by the first of them', async () => {
    await replicas.put(workspace, {});
    await replicas.put(`${volumes}/v`, volumeSpec);
    const answers = await replicas.putCrowd((index) => ({
      path: `${volumes}/v`,
      spec: { ...volumeSpec, sizeGB: 21 + index },
      headers: { 'if-unmodified-since': '1' },
    }));
    expect(tally(answers)).toEqual({ 200: 1, 'precondition-failed': CROWD - 1 });
    const winner = answers.find(({ status }) => status === 200);
    const stored = await replicas.rows(`SELECT spec -> 'sizeGB' AS size FROM resource WHERE name = 'v'`);
    expect(stored).toEqual([{ size: winner?.body.spec.sizeGB }]);
  });
});

test('assignments that are made at the same time all grant what they say', async () => {
  await replicas.put(`${authorization}/roles/reader`, { permissions });
  const answers = await replicas.putCrowd((index) => ({
    path: `${authorization}/role-assignments/a${index}`,
    spec: { subs: [`bob${index}`], roles: ['reader'], scopes: [{ tenants: ['acme'] }] },
  }));
  expect(tally(answers)).toEqual({ 201: CROWD });
  const granted = await replicas.rows<{ subject: string }>(
    `SELECT DISTINCT subject FROM role_grant_subject JOIN role_grant USING (assignment_uid)
      WHERE role = 'reader' AND permissions IS NOT NULL AND subject LIKE 'bob%'`,
  );
  expect(granted).toHaveLength(CROWD);
});
