import { describe, expect, test, vi } from 'vitest';
import type { Action } from '../schema/index.js';
import {
  aContext,
  anAction,
  anApiError,
  FakeTransport,
  rejectionOf,
  type SeenRequest,
} from '../testing/fixtures.js';
import { FakeClock } from '../testing/fake-clock.js';
import { createActionPoller } from './action-poller.js';
import type { CallContext } from './call.js';
import { ActionFailedError, ActionMissingError, DeadlineError } from './errors.js';

/** Actions that finish when the clock says so. */
function setUp(durationMsById: Record<number, number>, final: Partial<Action> = {}) {
  const clock = new FakeClock();
  const startedAtMs = clock.now().getTime();
  const transport = new FakeTransport((request) => ({
    actions: idsIn(request)
      .filter((id) => id in durationMsById)
      .map((id) => {
        const isDone = clock.now().getTime() - startedAtMs >= (durationMsById[id] ?? 0);
        return anAction({ id, ...(isDone && { status: 'success', progress: 100, ...final }) });
      }),
  }));
  return { clock, transport, poller: createActionPoller(transport, { clock }) };
}

/** A transport whose polls hang until they are let go. */
function setUpHanging() {
  const clock = new FakeClock();
  const answers: ((actions: Action[]) => void)[] = [];
  const transport = new FakeTransport(
    () => new Promise((resolve) => answers.push((actions) => resolve({ actions }))),
  );
  return { clock, transport, answers, poller: createActionPoller(transport, { clock }) };
}

function idsIn(request: SeenRequest): number[] {
  return [request.query?.['id'] ?? []].flat().map(Number);
}

const running = (id: number) => anAction({ id });
const options = { context: aContext(), timeoutMs: 60_000 };

describe('a wait', () => {
  test('resolves with the finished actions in the order given', async () => {
    const { clock, poller } = setUp({ 1: 1_000, 2: 400 });
    const wait = poller.wait([running(1), running(2), anAction({ id: 3, status: 'success' })], options);
    await clock.advance(1_250);
    const done = await wait;
    expect(done.map(({ id, status }) => `${id} ${status}`)).toEqual(['1 success', '2 success', '3 success']);
    expect(clock.sleeping).toBe(0);
  });

  test('for actions that are done already costs no call', async () => {
    const { transport, poller } = setUp({});
    await poller.wait([anAction({ status: 'success' })], options);
    await poller.wait([], options);
    expect(transport.requests).toEqual([]);
  });

  test('for a young action begins a quarter of a second later, for a bare id at once', async () => {
    const { clock, transport, poller } = setUp({ 1: 0, 2: 0 });
    const waits = [poller.wait([running(1)], options), poller.wait([2], options)];
    await clock.advance(0);
    expect(transport.requests.map(idsIn)).toEqual([[2, 1]]);
    await Promise.all(waits);

    const later = poller.wait([running(1)], options);
    await clock.advance(249);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    await later;
  });

  test('rejects as soon as one action failed, with what Hetzner said', async () => {
    const { clock, poller } = setUp(
      { 1: 300, 2: 9_000 },
      { status: 'error', error: { code: 'action_failed', message: 'server is locked' } },
    );
    const wait = poller.wait([running(1), running(2)], options);
    const failure = rejectionOf(wait);
    await clock.advance(500);
    expect(await failure).toMatchObject({
      name: 'ActionFailedError',
      actionId: 1,
      command: 'start_server',
      code: 'action_failed',
      message: 'action 1 start_server: server is locked (action_failed)',
    });
    expect(clock.sleeping).toBe(0);
  });

  test('rejects at once when an action had failed before', async () => {
    const { transport, poller } = setUp({ 1: 0 });
    const failed = anAction({ id: 2, status: 'error' });
    await expect(poller.wait([running(1), failed], options)).rejects.toBeInstanceOf(ActionFailedError);
    expect(transport.requests).toEqual([]);
  });

  test('rejects when the API does not know an action', async () => {
    const { clock, poller } = setUp({ 1: 9_000 });
    const failure = rejectionOf(poller.wait([1, 7], options));
    await clock.advance(0);
    expect(await failure).toEqual(new ActionMissingError(7));
  });

  test('rejects after its time, naming what still runs', async () => {
    const { clock, transport, poller } = setUp({ 1: 100, 2: 90_000 });
    const wait = poller.wait([running(1), running(2)], { ...options, timeoutMs: 5_000 });
    const failure = rejectionOf(wait);
    await clock.advance(5_000);
    expect(await failure).toEqual(new DeadlineError(5_000, [2]));

    const polls = transport.requests.length;
    await clock.advance(60_000);
    expect(transport.requests).toHaveLength(polls);
  });
});

describe('waits of one connection', () => {
  test('share their polls', async () => {
    const { clock, transport, poller } = setUp({ 1: 700, 2: 700, 3: 700 });
    const waits = [1, 2, 3].map((id) => poller.wait([running(id)], options));
    await clock.advance(750);
    await Promise.all(waits);
    expect(transport.requests.map(idsIn)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  test('for the same action read it once', async () => {
    const { clock, transport, poller } = setUp({ 1: 250 });
    const waits = [poller.wait([running(1)], options), poller.wait([running(1)], options)];
    await clock.advance(250);
    await Promise.all(waits);
    expect(transport.requests.map(idsIn)).toEqual([[1]]);
  });

  test('do not read an action again that is done', async () => {
    const { clock, transport, poller } = setUp({ 1: 250, 2: 500 });
    const wait = poller.wait([running(1), running(2)], options);
    await clock.advance(500);
    await wait;
    expect(transport.requests.map(idsIn)).toEqual([[1, 2], [2]]);
  });

  test('read at most 25 actions per call, and fill the last call with those due next', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => index + 1);
    const { clock, transport, poller } = setUp(Object.fromEntries(ids.map((id) => [id, 0])));
    const old = poller.wait(ids.slice(0, 27), options);
    const young = poller.wait(ids.slice(27).map(running), options);
    await clock.advance(0);
    await Promise.all([old, young]);
    expect(transport.requests.map((request) => idsIn(request).length)).toEqual([25, 5]);
  });

  test('go on when one is aborted', async () => {
    const { clock, transport, poller } = setUp({ 1: 500, 2: 500 });
    const abort = new AbortController();
    const aborted = poller.wait([running(1)], { ...options, signal: abort.signal });
    const other = poller.wait([running(2)], options);
    const failure = rejectionOf(aborted);
    await clock.advance(250);
    abort.abort(new Error('shutting down'));
    await clock.advance(250);
    expect(await failure).toMatchObject({ message: 'shutting down' });
    expect(await other).toMatchObject([{ id: 2, status: 'success' }]);
    expect(transport.requests.map(idsIn)).toEqual([[1, 2], [2]]);
  });

  test('a signal of the context ends the wait, too', async () => {
    const { clock, poller } = setUp({ 1: 500 });
    const abort = new AbortController();
    const context = aContext({ signal: abort.signal });
    const failure = rejectionOf(poller.wait([running(1)], { ...options, context }));
    abort.abort(new Error('lease lost'));
    expect(await failure).toMatchObject({ message: 'lease lost' });
    expect(clock.sleeping).toBe(0);
    await expect(poller.wait([running(1)], { ...options, context })).rejects.toThrow('lease lost');
  });
});

describe('a poll', () => {
  test('that hangs does not hold up younger actions', async () => {
    const { clock, transport, answers, poller } = setUpHanging();
    const first = poller.wait([1], options);
    await clock.advance(0);
    const second = poller.wait([2], options);
    await clock.advance(0);
    expect(transport.requests.map(idsIn)).toEqual([[1], [2]]);
    answers[1]?.([anAction({ id: 2, status: 'success' })]);
    await second;
    answers[0]?.([anAction({ id: 1, status: 'success' })]);
    await first;
  });

  test('tells nobody who came for the same action after the first had left, but does not lose them', async () => {
    const { clock, transport, answers, poller } = setUpHanging();
    const abort = new AbortController();
    const left = rejectionOf(poller.wait([1], { ...options, signal: abort.signal }));
    const other = poller.wait([2], options);
    await clock.advance(0);
    abort.abort();
    await left;
    const late = poller.wait([1], options);
    answers[0]?.([anAction({ id: 1, status: 'success' }), anAction({ id: 2, status: 'success' })]);
    await other;
    await clock.advance(0);
    answers[1]?.([anAction({ id: 1, status: 'success' })]);
    await late;
    expect(transport.requests.map(idsIn)).toEqual([[1, 2], [1]]);
  });

  test('is cut off when nobody waits for any of its actions', async () => {
    const { clock, transport, poller } = setUpHanging();
    const aborts = [new AbortController(), new AbortController()];
    const waits = aborts.map(({ signal }, index) => poller.wait([index + 1], { ...options, signal }));
    const told = Promise.all(waits.map((wait) => expect(wait).rejects.toThrow('enough')));
    await clock.advance(0);
    const poll = transport.contexts[0]?.signal;
    aborts[0]?.abort(new Error('enough'));
    expect(poll?.aborted).toBe(false);
    aborts[1]?.abort(new Error('enough'));
    expect(poll?.aborted).toBe(true);
    await told;
  });

  test('that fails for good rejects the waits it was for', async () => {
    const clock = new FakeClock();
    const unauthorized = anApiError({ code: 'unauthorized', httpStatus: 401 });
    const transport = new FakeTransport(() => Promise.reject(unauthorized));
    const poller = createActionPoller(transport, { clock });
    const failure = rejectionOf(poller.wait([1], options));
    await clock.advance(0);
    expect(await failure).toBe(unauthorized);
    expect(clock.sleeping).toBe(0);
  });

  test('has the highest priority of those that wait, and counts for the first of them', async () => {
    const { clock, transport, poller } = setUp({ 1: 0, 2: 0 });
    const onCall = vi.fn<NonNullable<CallContext['onCall']>>();
    const first = aContext({ priority: 'background', group: 'first', onCall });
    const second = aContext({ priority: 'repair', group: 'second' });
    const waits = [
      poller.wait([1], { ...options, context: first }),
      poller.wait([2], { ...options, context: second }),
    ];
    await clock.advance(0);
    await Promise.all(waits);
    expect(transport.contexts).toMatchObject([{ priority: 'repair', group: 'first', onCall }]);
  });

  test('comes later when the rate limit runs short', async () => {
    const { clock, transport, poller } = setUp({ 1: 0 });
    transport.shareLeft = 0.1;
    const wait = poller.wait([running(1)], options);
    await clock.advance(1_249);
    expect(transport.requests).toEqual([]);
    await clock.advance(1);
    await wait;
  });
});
