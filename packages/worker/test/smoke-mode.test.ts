import { afterEach, beforeEach, expect, test } from 'vitest';
import { findConnection, setConnectionMode, type ProviderConnection } from '@seca-hetzner/domain';
import { putPath } from '@seca-hetzner/domain/testing';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

const HOUR_MS = 3_600_000;

let world: WorkerWorld;
let expiresAt: Date;

beforeEach(async () => {
  expiresAt = new Date(Date.now() + HOUR_MS);
  world = await createWorkerWorld({ mode: 'plan' });
  await world.settle();
});
afterEach(() => world.close());

async function connection(): Promise<ProviderConnection> {
  const found = await findConnection(world.dataSource.manager, world.connectionId);
  if (!found) throw new Error('the connection is gone');
  return found;
}

async function smoke(capEur: number): Promise<void> {
  await setConnectionMode(world.domain, operator, world.connectionId, 'smoke', { capEur, expiresAt });
  await world.settle();
}

test('what is made carries the expiry, and counts against the cap', async () => {
  await smoke(5);
  await putPath(world.domain, world.caller);
  await world.settle();
  expect((await world.get('instance', 'vm')).status.state).toBe('active');
  const { objects } = await world.cloud.state();
  const expires = String(Math.floor(expiresAt.getTime() / 1_000));
  const made = [...objects.servers, ...objects.primary_ips, ...objects.placement_groups];
  expect(made.length).toBeGreaterThanOrEqual(4);
  expect(made.map(({ labels }) => labels['seca.expires'])).toEqual(made.map(() => expires));
  const { spentEur = 0 } = (await connection()).smoke ?? {};
  expect(spentEur).toBeGreaterThan(0);
  expect(spentEur).toBeLessThan(0.1);
});

test('at the cap nothing more is made, and what waits says so', async () => {
  await smoke(0.000_1);
  await putPath(world.domain, world.caller);
  await world.settle();
  expect((await world.cloud.state()).objects.servers).toEqual([]);
  const vm = await world.get('instance', 'vm');
  expect(vm.status.state).toBe('creating');
  const messages = [vm, await world.get('network', 'n')].flatMap(({ status }) =>
    status.conditions.map(({ message }) => message ?? ''),
  );
  expect(messages.some((message) => message.includes('cap of 0.0001 EUR'))).toBe(true);
  expect((await connection()).smoke?.spentEur).toBe(0);
});

test('after the expiry nothing more is made', async () => {
  await smoke(5);
  await world.dataSource.query(`UPDATE provider_connection SET smoke_expires_at = now() - interval '1 s'`);
  await world.cloud.newCalls();
  await putPath(world.domain, world.caller);
  await world.settle();
  expect((await world.cloud.state()).objects.servers).toEqual([]);
});

test('mode smoke needs terms that can be kept, and no other mode takes any', async () => {
  const set = (mode: 'smoke' | 'live', terms?: { capEur: number; expiresAt: Date }) =>
    setConnectionMode(world.domain, operator, world.connectionId, mode, terms);
  await expect(set('smoke')).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(set('live', { capEur: 1, expiresAt })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(set('smoke', { capEur: 0, expiresAt })).rejects.toMatchObject({ name: 'ValidationError' });
  const late = new Date(Date.now() + 25 * HOUR_MS);
  await expect(set('smoke', { capEur: 1, expiresAt: late })).rejects.toMatchObject({
    name: 'ValidationError',
  });
  expect((await connection()).mode).toBe('plan');
});
