import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deleteResource } from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

interface Change {
  kind: string;
  name: string;
  isGone: boolean;
}

/** Collects what a subscription hears. */
async function listen(filter = ''): Promise<{ heard: Change[]; stop: () => void }> {
  const heard: Change[] = [];
  const client = admin.socket(admin.token);
  const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
  const stop = client.subscribe<{ changes: Change }>(
    { query: `subscription { changes${filter} { kind name isGone } }` },
    {
      next: ({ data }) => {
        if (data) heard.push(data.changes);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await connected;
  // The server takes messages in turn: once it answers this one, it has the subscription.
  await new Promise<void>((resolve, reject) => {
    client.subscribe(
      { query: '{ installation { gatewayUrl } }' },
      { next: () => undefined, error: reject, complete: resolve },
    );
  });
  return { heard, stop };
}

/** A busy machine takes its time. */
const soon = (assertion: () => void): Promise<void> => vi.waitFor(assertion, { timeout: 10_000 });

test('what is written and removed is told as it is committed', async () => {
  const { heard, stop } = await listen();
  await put(admin.domain, admin.caller, 'workspace', 'w');
  await soon(() => expect(heard).toContainEqual({ kind: 'workspace', name: 'w', isGone: false }));
  await put(admin.domain, admin.caller, 'internet-gateway', 'gw');
  await deleteResource(admin.domain, admin.caller, identityOf('internet-gateway', 'gw'));
  await soon(() => expect(heard).toContainEqual({ kind: 'internet-gateway', name: 'gw', isGone: true }));
  stop();
});

test('a subscription for one tenant hears of no other', async () => {
  const { heard, stop } = await listen('(tenant: "acme")');
  const connection = (tenant: string) => ({ type: 'connection', id: 'c', tenant }) as const;
  await admin.domain.jobs.announce([connection('other'), connection('acme')]);
  await soon(() => expect(heard).toHaveLength(1));
  await admin.domain.jobs.announce([connection('other'), connection('acme')]);
  await soon(() => expect(heard).toHaveLength(2));
  stop();
});

test('whoever stops listening is forgotten', async () => {
  const { heard, stop } = await listen();
  stop();
  const other = await listen();
  await admin.domain.jobs.announce([{ type: 'connection', id: 'c', tenant: 'acme' }]);
  await soon(() => expect(other.heard).toHaveLength(1));
  expect(heard).toEqual([]);
  other.stop();
});
