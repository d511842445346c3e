import { afterEach, describe, expect, test, vi } from 'vitest';
import { connected, disconnectAll, getThing, makeThing, succeed } from '../testing/connected.js';
import { json, type Respond } from '../testing/local-api.js';

afterEach(disconnectAll);

const cut: Respond = (response) => response.destroy();
const cutInBody: Respond = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"name"', () => response.destroy());
};
const stayMute: Respond = () => undefined;
const stopInBody: Respond = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"name"');
};

describe('without an answer', () => {
  test.each([
    ['a cut connection', cut, 'connection_lost', 'network_error'],
    ['a cut body', cutInBody, 'connection_lost', 'network_error'],
    ['a mute server', stayMute, 'timeout', 'timeout_local'],
    ['a body that stops', stopInBody, 'timeout', 'timeout_local'],
  ])('(%s) a read is tried again, a write is the caller’s to look up', async (_, fail, failure, code) => {
    const options = { timeoutMs: 50 };
    const { api, call, calls } = await connected(
      (response, seen, nth) => (nth === 1 ? fail : succeed)(response, seen, nth),
      options,
    );
    expect(await call(getThing)).toEqual({ name: 'one' });
    expect(calls).toMatchObject([
      { attempt: 1, status: undefined, code },
      { attempt: 2, status: 200 },
    ]);

    const other = await connected(fail, options);
    await expect(other.call(makeThing)).rejects.toMatchObject({
      name: 'HetznerTransportError',
      operation: 'POST /things',
      failure,
      canHaveBeenExecuted: true,
    });
    expect(other.api.calls).toHaveLength(1);
    expect(api.calls).toHaveLength(2);
  });

  test('nobody listening: any call is tried again, since none has left', async () => {
    const { api, call, calls } = await connected(succeed);
    await api.stop();
    await expect(call(makeThing)).rejects.toMatchObject({
      name: 'HetznerTransportError',
      failure: 'unreachable',
      canHaveBeenExecuted: false,
    });
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  test('after close: nothing leaves any more', async () => {
    const { api, call, transport } = await connected(succeed);
    await transport.close();
    await expect(call(getThing)).rejects.toMatchObject({ failure: 'closed', canHaveBeenExecuted: false });
    expect(api.calls).toEqual([]);
  });
});

describe('connections', () => {
  test('are kept and used again', async () => {
    const { api, call } = await connected(succeed);
    for (let made = 0; made < 10; made += 1) await call(made % 2 ? getThing : makeThing);
    // A connection is free again only in the next turn of the event loop, so a hasty caller takes two.
    expect(new Set(api.calls.map(({ port }) => port)).size).toBeLessThanOrEqual(2);
  });

  test('are never more than allowed; further calls queue', async () => {
    const held: (() => void)[] = [];
    const { api, call } = await connected(
      (response) => void held.push(() => json(response, 200, { name: 'one' })),
      { maxSockets: 2, timeoutMs: 5_000 },
    );
    const all = Promise.all(Array.from({ length: 6 }, () => call(getThing)));
    let mostSockets = 0;
    for (let answered = 0; answered < 6; answered += 1) {
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(answered));
      mostSockets = Math.max(mostSockets, api.openSockets, held.length - answered);
      held[answered]?.();
    }
    expect(await all).toHaveLength(6);
    expect(mostSockets).toBeLessThanOrEqual(2);
  });

  test('close once the calls that have left are answered', async () => {
    const { call, transport } = await connected(async (response) => {
      void transport.close();
      json(response, 200, { name: 'one' });
    });
    expect(await call(getThing)).toEqual({ name: 'one' });
  });
});
