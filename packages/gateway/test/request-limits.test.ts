import { afterEach, expect, test } from 'vitest';
import { startGateway, type Answer, type TestGateway } from './support/gateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

const regions = '/seca.region/v1/regions';
const as = async (sub: string) => ({ authorization: `Bearer ${await gateway.mint({ sub })}` });

function expectTooMany(answer: Answer | undefined): void {
  expect(answer?.status).toBe(429);
  expect(Number(answer?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(answer?.headers.get('content-type')).toContain('problem+json');
  expect(answer?.body).toMatchObject({ status: 429, title: 'Too Many Requests' });
}

test('a caller beyond its rate is told when to come again, and others are not concerned', async () => {
  gateway = await startGateway({ limits: { callerPerSecond: 1 } });
  const alice = await as('alice');
  for (let count = 0; count < 10; count += 1) {
    expect((await gateway.send('GET', regions, undefined, alice)).status).toBe(200);
  }
  const answer = await gateway.send('GET', regions, undefined, alice);
  expectTooMany(answer);
  expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(10);
  // Another token of the same subject is the same caller.
  const again = await gateway.mint({ sub: 'alice', tenants: ['acme'] });
  expectTooMany(await gateway.send('GET', regions, undefined, { authorization: `Bearer ${again}` }));
  expect((await gateway.send('GET', regions, undefined, await as('bob'))).status).toBe(200);
});

/** A request counts as at work until its connection knows that it is over, which may be a moment after the answer. */
async function putWhenFree(path: string, spec: object): Promise<Answer> {
  const answer = await gateway.send('PUT', path, { spec });
  return answer.status === 429 ? putWhenFree(path, spec) : answer;
}

/** Holds one request of alice at work: an update that waits until `settle` is called. */
async function holdOne(): Promise<{ answer: Promise<Answer> }> {
  await putWhenFree('/seca.workspace/v1/tenants/acme/workspaces/w', {});
  const network = '/seca.network/v1/tenants/acme/workspaces/w/networks/n';
  const spec = { cidr: { ipv4: '10.0.0.0/16' }, skuRef: { resource: 'skus/hetzner-network' } };
  await putWhenFree(network, spec);
  const answer = putWhenFree(network, spec);
  await expect
    .poll(async () => {
      const [row]: { v: number }[] = await gateway.dataSource.query(
        `SELECT resource_version AS v FROM resource WHERE kind = 'network'`,
      );
      return row?.v;
    })
    .toBe(2);
  return { answer };
}

test('a caller that has too much at work waits for its own, and others are not concerned', async () => {
  gateway = await startGateway({ limits: { callerAtWork: 1 }, updateWaitMs: 60_000 });
  const held = await holdOne();
  expectTooMany(await gateway.send('GET', regions));
  expect((await gateway.send('GET', regions, undefined, await as('bob'))).status).toBe(200);
  await settle();
  expect((await held.answer).status).toBe(200);
  await expect.poll(async () => (await gateway.send('GET', regions)).status, { timeout: 10_000 }).toBe(200);
});

test('a process that has too much at work refuses anybody, and takes on again what it has finished', async () => {
  gateway = await startGateway({ limits: { atWork: 1 }, updateWaitMs: 60_000 });
  const held = await holdOne();
  expectTooMany(await gateway.send('GET', regions, undefined, await as('bob')));
  expectTooMany(await gateway.send('GET', '/.wellknown/secapi'));
  await settle();
  expect((await held.answer).status).toBe(200);
  await expect.poll(async () => (await gateway.send('GET', regions)).status, { timeout: 10_000 }).toBe(200);
});

async function settle(): Promise<void> {
  const [row]: { uid: string }[] = await gateway.dataSource.query(
    `UPDATE resource SET observed_version = resource_version WHERE kind = 'network' RETURNING uid`,
  );
  await gateway.domain.jobs.announce([{ type: 'resource', uid: row?.uid } as never]);
}
