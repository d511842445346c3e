/**
 * What the suite runs against, and what its parts share: a simulator of its own, or what `HCLOUD_CONTRACT_ENDPOINT` and
 * `HCLOUD_CONTRACT_TOKEN` name.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startSimulator } from '@seca-hetzner/scripts';
import {
  createActionPoller,
  createHetznerClient,
  createHetznerTransport,
  type HetznerCall,
  type HetznerConnection,
  isHetznerError,
} from '../../src/index.js';
import type { Action } from '../../src/schema/index.js';

/** Everything made carries these, and what carries them is deleted afterwards. */
export const run = randomBytes(4).toString('hex');
export const labels = { 'contract-run': run };
export const labelSelector = `contract-run==${run}`;
export const location = 'fsn1';
export const networkZone = 'eu-central';
export const context = { priority: 'normal', group: 'contract' } as const;

export interface Started {
  readonly endpoint: string;
  readonly token: string;
  readonly stop: () => Promise<void>;
}

export interface Target {
  readonly name: string;
  readonly start: () => Promise<Started>;
}

export function targets(): Target[] {
  const endpoint = process.env['HCLOUD_CONTRACT_ENDPOINT'];
  if (!endpoint) return [{ name: 'the simulator', start: startOnSimulator }];
  const token = process.env['HCLOUD_CONTRACT_TOKEN'] ?? '';
  return [{ name: endpoint, start: async () => ({ endpoint, token, stop: async () => undefined }) }];
}

async function startOnSimulator(): Promise<Started> {
  const simulator = await startSimulator();
  // Any text of this length is a project of its own there.
  const token = randomBytes(32).toString('hex');
  return { endpoint: simulator.url, token, stop: () => simulator.stop() };
}

export type Connected = ReturnType<typeof connect>;

export function connect(connection: HetznerConnection) {
  const calls: HetznerCall[] = [];
  const transport = createHetznerTransport(connection, {
    userAgent: 'seca-hetzner-gateway/contract',
    onCall: (call) => calls.push(call),
  });
  const poller = createActionPoller(transport);
  const done = (actions: readonly Action[]) => poller.wait(actions, { context, timeoutMs: 120_000 });
  return { calls, transport, done, client: createHetznerClient(transport, context) };
}

/** A server stays locked for a moment after its actions are done; only the refusal tells. */
export async function unlocked<T>(call: () => Promise<T>): Promise<T> {
  for (const givesUpAtMs = Date.now() + 60_000; ;) {
    try {
      return await call();
    } catch (error) {
      if (!isHetznerError(error, 'locked') || Date.now() > givesUpAtMs) throw error;
    }
    await delay(200);
  }
}

export async function deleteServer({ client, done }: Connected, id: number): Promise<void> {
  const { actions } = await unlocked(() => client.servers.delete(id));
  await done(actions);
}

async function deleteAll(api: Connected): Promise<void> {
  const { servers, volumes, firewalls, primaryIps, networks, placementGroups, sshKeys, images } = api.client;
  for (const { id } of await servers.list({ labelSelector })) await deleteServer(api, id);
  for (const kind of [volumes, firewalls, primaryIps, networks, placementGroups, sshKeys, images]) {
    for (const { id } of await kind.list({ labelSelector })) await kind.delete(id);
  }
}

/** The API under test, from the first test to the last. */
export class Contract {
  #started: Started | undefined;
  #api: Connected | undefined;

  async begin(target: Target): Promise<void> {
    this.#started = await target.start();
    this.#api = connect({ ...this.#started, mode: 'live' });
  }

  get started(): Started {
    if (!this.#started) throw new Error('not begun');
    return this.#started;
  }

  get api(): Connected {
    if (!this.#api) throw new Error('not begun');
    return this.#api;
  }

  async end(): Promise<void> {
    await deleteAll(this.api);
    await this.api.transport.close();
    await this.started.stop();
  }
}
