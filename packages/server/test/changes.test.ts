import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deleteResource } from '@seca-hetzner/domain';
import {
  createTestWorld,
  identityOf,
  openQueuedDomain,
  put,
  type TestWorld,
} from '@seca-hetzner/domain/testing';
import { startReplica, type TestAdmin } from './support/admin.js';

const redisUrl = process.env['TEST_REDIS_URL'];

interface Change {
  kind: string;
  name: string;
  tenant: string;
  about: string;
  isGone: boolean;
  cursor: string;
}

interface Listening {
  heard: Change[];
  refusals: unknown[];
  stop: () => void;
}

/** Collects what a subscription hears. */
async function listen(admin: TestAdmin, filter = ''): Promise<Listening> {
  const heard: Change[] = [];
  const refusals: unknown[] = [];
  const client = admin.socket(admin.token);
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  const stop = client.subscribe<{ changes: Change }>(
    { query: `subscription { changes${filter} { kind name tenant about isGone cursor } }` },
    {
      next: ({ data, errors }) => {
        if (errors) refusals.push(errors);
        else if (data) heard.push(data.changes);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await connected;
  // The server takes messages in turn, and this one needs the database as the subscription does.
  await new Promise<void>((resolve, reject) => {
    client.subscribe(
      { query: '{ changeCursor }' },
      { next: () => undefined, error: reject, complete: resolve },
    );
  });
  return { heard, refusals, stop };
}

/** A busy machine takes its time. */
const soon = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000 });

describe.each([
  { store: 'PostgreSQL', isAvailable: true, redis: undefined },
  { store: 'Redis', isAvailable: redisUrl !== undefined, redis: redisUrl },
])('changes, with the queue on $store', ({ isAvailable, redis }) => {
  if (!isAvailable) {
    test.skip('[needs redis-server: apt-get install redis-server]', () => undefined);
    return;
  }

  let world: TestWorld;
  let here: TestAdmin;
  let elsewhere: TestAdmin;

  beforeAll(async () => {
    world = await createTestWorld();
    const queue = { redisUrl: redis, redisPrefix: `test-${randomUUID()}` };
    const replica = async (): Promise<TestAdmin> => {
      const domain = await openQueuedDomain(world.databaseUrl, queue);
      return startReplica({
        ...world,
        domain,
        async close() {
          await domain.jobs.close();
          await domain.dataSource.destroy();
        },
      });
    };
    here = await replica();
    elsewhere = await replica();
  });
  afterAll(async () => {
    await here.close();
    await elsewhere.close();
    await world.close();
  });

  test('what one replica writes and removes is told by another within a second of the commit', async () => {
    const { heard, stop } = await listen(elsewhere);
    await put(here.domain, here.caller, 'workspace', 'w');
    const committedAt = performance.now();
    await soon(() => expect(heard).toContainEqual(expect.objectContaining({ kind: 'workspace', name: 'w' })));
    expect(performance.now() - committedAt).toBeLessThan(1_000);
    await put(here.domain, here.caller, 'internet-gateway', 'gw');
    await deleteResource(here.domain, here.caller, identityOf('internet-gateway', 'gw'));
    await soon(() =>
      expect(heard).toContainEqual(
        expect.objectContaining({ kind: 'internet-gateway', name: 'gw', isGone: true }),
      ),
    );
    stop();
  });

  test('who comes back to another replica hears what it missed, and nothing twice', async () => {
    const first = await listen(elsewhere, '(kinds: ["internet-gateway"])');
    await put(here.domain, here.caller, 'internet-gateway', 'one');
    await soon(() => expect(first.heard.map(({ name }) => name)).toEqual(['one']));
    first.stop();
    await put(here.domain, here.caller, 'internet-gateway', 'two');
    const cursor = first.heard[0]?.cursor;
    const again = await listen(here, `(kinds: ["internet-gateway"], after: "${cursor}")`);
    await put(here.domain, here.caller, 'internet-gateway', 'three');
    await soon(() => expect(again.heard.map(({ name }) => name)).toEqual(['two', 'three']));
    again.stop();
  });

  test('a subscription hears only of its tenant, kinds, workspace and resources', async () => {
    const { uid } = await put(here.domain, here.caller, 'internet-gateway', 'chosen');
    const all = await listen(elsewhere);
    const byUid = await listen(elsewhere, `(uids: ["${uid}"])`);
    const byTenant = await listen(elsewhere, '(tenant: "other")');
    const byPlace = await listen(elsewhere, '(workspace: "w", kinds: ["run", "nic"])');
    await put(here.domain, here.caller, 'internet-gateway', 'chosen', { maps: { labels: { a: 'b' } } });
    await put(here.domain, here.caller, 'internet-gateway', 'passed-over');
    await here.dataSource.query(
      `INSERT INTO reconcile_run (id, unit_type, unit_uid, tenant, started_at, ended_at, outcome, planned, steps, calls)
       VALUES (gen_random_uuid(), 'network', $1, 'acme', now(), now(), 'done', '[]', '[]', 0)`,
      [uid],
    );
    await soon(() => expect(byPlace.heard).toEqual([expect.objectContaining({ kind: 'run', about: uid })]));
    await soon(() => expect(all.heard.length).toBeGreaterThanOrEqual(3));
    await soon(() => expect(byUid.heard.map(({ kind }) => kind)).toEqual(['internet-gateway', 'run']));
    expect(byTenant.heard).toEqual([]);
    for (const { stop } of [all, byUid, byTenant, byPlace]) stop();
  });

  test('unknown kinds and cursors are refused, naming the argument', async () => {
    for (const [filter, parameter] of [
      ['(kinds: ["teapot"])', 'kinds'],
      ['(after: "yesterday")', 'after'],
    ]) {
      const { refusals, stop } = await listen(here, filter);
      await soon(() => expect(refusals).toHaveLength(1));
      expect(refusals[0]).toEqual([
        expect.objectContaining({
          extensions: {
            code: 'BAD_USER_INPUT',
            requestId: expect.any(String),
            faults: [expect.objectContaining({ parameter })],
          },
        }),
      ]);
      stop();
    }
  });

  test('whoever stops listening is forgotten', async () => {
    const { heard, stop } = await listen(elsewhere);
    stop();
    const other = await listen(elsewhere);
    await put(here.domain, here.caller, 'internet-gateway', 'unheard');
    await soon(() => expect(other.heard).toHaveLength(1));
    expect(heard).toEqual([]);
    other.stop();
  });
});
