import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { connected, disconnectAll, getThing, makeThing, succeed, token } from '../testing/connected.js';
import { aBudget, rejectionOf } from '../testing/fixtures.js';
import { json, refusal, type Respond } from '../testing/local-api.js';
import type { HetznerCall } from './call.js';
import { createHetznerTransport } from './transport.js';

afterEach(disconnectAll);

describe('a call', () => {
  test('carries token, agent and query, and returns the parsed body', async () => {
    const { api, call } = await connected(succeed);
    const query = { id: [1, 2], label_selector: 'a==b', name: undefined };
    expect(await call({ ...getThing, query })).toEqual({ name: 'one' });
    expect(api.calls).toMatchObject([
      {
        method: 'GET',
        url: '/v1/things/7?id=1&id=2&label_selector=a%3D%3Db',
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'test/1', accept: 'application/json' },
        body: '',
      },
    ]);
  });

  test('sends its body as JSON', async () => {
    const { api, call } = await connected(succeed);
    await call(makeThing);
    expect(api.calls).toMatchObject([
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"one"}' },
    ]);
  });

  test('may be answered without a body', async () => {
    const { call } = await connected((response) => response.writeHead(204).end());
    const request = { method: 'DELETE', path: '/things/{id}', id: 7, answer: z.undefined() } as const;
    expect(await call(request)).toBeUndefined();
  });

  test('is reported with operation, outcome and attempt, to the transport and to the run', async () => {
    const { call, calls } = await connected((response, _, nth) =>
      nth === 1
        ? refusal(response, 409, 'conflict', { 'x-correlation-id': 'c-1' })
        : json(response, 201, { name: 'one' }, { 'x-correlation-id': 'c-2' }),
    );
    const onCall = vi.fn<(call: HetznerCall) => void>();
    await call(makeThing, { onCall });
    const common = { operation: 'POST /things', isWrite: true, durationMs: 0 };
    expect(calls).toEqual([
      { ...common, attempt: 1, status: 409, code: 'conflict', correlationId: 'c-1' },
      { ...common, attempt: 2, status: 201, code: undefined, correlationId: 'c-2' },
    ]);
    expect(onCall.mock.calls.flat()).toEqual(calls);
  });

  test('asks for permission and then for the right to act before every attempt', async () => {
    const order: string[] = [];
    const budget = aBudget(async ({ priority, group }) => void order.push(`budget ${priority} ${group}`));
    const { call } = await connected(
      (response, _, nth) => {
        order.push('call');
        return nth === 1 ? refusal(response, 409, 'conflict') : json(response, 201, { name: 'one' });
      },
      { budget },
    );
    await call(makeThing, { beforeCall: async () => void order.push('lease') });
    const once = ['budget normal workspace-1', 'lease', 'call'];
    expect(order).toEqual([...once, ...once]);
  });

  test('does not leave when its run has lost the right to act', async () => {
    const { api, call, calls } = await connected(succeed);
    const lost = new Error('lease lost');
    await expect(call(makeThing, { beforeCall: () => Promise.reject(lost) })).rejects.toBe(lost);
    expect(api.calls).toEqual([]);
    expect(calls).toEqual([]);
  });
});

describe('in mode plan', () => {
  test('a read goes out', async () => {
    const { call } = await connected(succeed, { mode: 'plan' });
    expect(await call(getThing)).toEqual({ name: 'one' });
  });

  test('a write is refused before it leaves or costs anything', async () => {
    const budget = aBudget();
    const beforeCall = vi.fn<() => Promise<void>>();
    const { api, call, calls } = await connected(succeed, { mode: 'plan', budget });
    await expect(call(makeThing, { beforeCall })).rejects.toMatchObject({
      name: 'WriteRefusedError',
      operation: 'POST /things',
    });
    expect(api.calls).toEqual([]);
    expect(calls).toEqual([]);
    expect(budget.acquire).not.toHaveBeenCalled();
    expect(beforeCall).not.toHaveBeenCalled();
  });
});

describe('an abort', () => {
  test('cuts off a call that waits for its answer, with its own reason', async () => {
    const abort = new AbortController();
    const reason = new Error('shutting down');
    const { call, calls } = await connected(() => abort.abort(reason));
    expect(await rejectionOf(call(getThing, { signal: abort.signal }))).toBe(reason);
    expect(calls).toMatchObject([{ code: 'aborted' }]);
  });

  test('may be for many calls at once', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    const { call } = await connected(succeed);
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 20 }, () => call(getThing, { signal })));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  test('before a call keeps it from leaving', async () => {
    const budget = aBudget();
    const { api, call } = await connected(succeed, { budget });
    const signal = AbortSignal.abort(new Error('shutting down'));
    await expect(call(getThing, { signal })).rejects.toThrow('shutting down');
    expect(budget.acquire).not.toHaveBeenCalled();
    expect(api.calls).toEqual([]);
  });

  test('reaches the budget', async () => {
    const abort = new AbortController();
    const budget = aBudget(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const { call } = await connected(succeed, { budget });
    const failure = rejectionOf(call(getThing, { signal: abort.signal }));
    abort.abort(new Error('shutting down'));
    expect(await failure).toMatchObject({ message: 'shutting down' });
  });
});

describe('the token', () => {
  const failures: [string, Respond][] = [
    ['a refusal', (response) => refusal(response, 401, 'unauthorized')],
    ['an unreadable answer', (response) => response.end('?')],
    ['a cut connection', (response) => response.destroy()],
  ];

  test.each(failures)('does not show in %s', async (_, respond) => {
    const { call, calls } = await connected(respond);
    const error = await rejectionOf(call(makeThing));
    expect(error).toBeInstanceOf(Error);
    expect(inspect({ error, calls }, { depth: Infinity, showHidden: true })).not.toContain(token);
    expect(JSON.stringify(error)).not.toContain(token);
  });

  test('does not show in the transport', async () => {
    const { transport } = await connected(succeed);
    expect(inspect(transport, { depth: Infinity, showHidden: true })).not.toContain(token);
  });

  test('that no header can carry is refused without being told', () => {
    const connection = { endpoint: 'http://127.0.0.1:1/v1', token: 'two\nlines', mode: 'live' } as const;
    expect(() => createHetznerTransport(connection, { userAgent: 'test/1' })).toThrow(
      new TypeError('a Hetzner token is visible ASCII characters only'),
    );
  });
});
