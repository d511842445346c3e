import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aContext, anApiError, rejectionOf } from '../testing/fixtures.js';
import { FakeClock, HastyClock } from '../testing/fake-clock.js';
import { type ApiRequest, firstAttempt, type Handler } from './call.js';
import { HetznerResponseError, HetznerTransportError, type TransportFailure } from './errors.js';
import { DEFAULT_RETRY_PACE, retryDelayMs, retrying } from './retry.js';

const pace = { ...DEFAULT_RETRY_PACE, random: () => 1 };

function aCall(method: ApiRequest<string>['method'], context = aContext()) {
  return firstAttempt({ method, path: '/servers', answer: z.string() }, context);
}

/** How many times a call that always fails like this is tried. */
async function triesOf(method: ApiRequest<string>['method'], error: Error): Promise<number> {
  let tries = 0;
  const failing: Handler = async ({ attempt }) => {
    tries += 1;
    expect(attempt).toBe(tries);
    throw error;
  };
  await expect(retrying(new HastyClock(), pace, failing)(aCall(method))).rejects.toBe(error);
  return tries;
}

describe('tries of a call that the API always refuses', () => {
  test.each([
    // code, status, GET, PUT, DELETE, POST
    ['conflict', 409, 5, 5, 5, 5],
    ['rate_limit_exceeded', 429, 5, 5, 5, 5],
    ['bad_gateway', 502, 4, 4, 4, 1],
    ['timeout', 504, 4, 4, 4, 1],
    ['server_error', 500, 3, 3, 3, 1],
    ['unavailable', 503, 3, 3, 3, 1],
    ['anything_new', 599, 3, 3, 3, 1],
    ['locked', 423, 1, 1, 1, 1],
    ['protected', 423, 1, 1, 1, 1],
    ['resource_locked', 423, 1, 1, 1, 1],
    ['uniqueness_error', 409, 1, 1, 1, 1],
    ['not_found', 404, 1, 1, 1, 1],
    ['unauthorized', 401, 1, 1, 1, 1],
    ['token_readonly', 401, 1, 1, 1, 1],
    ['forbidden', 403, 1, 1, 1, 1],
    ['maintenance', 403, 1, 1, 1, 1],
    ['resource_limit_exceeded', 403, 1, 1, 1, 1],
    ['resource_unavailable', 412, 1, 1, 1, 1],
    ['invalid_input', 422, 1, 1, 1, 1],
    ['service_error', 422, 1, 1, 1, 1],
    ['deprecated_api_endpoint', 410, 1, 1, 1, 1],
    ['json_error', 400, 1, 1, 1, 1],
  ])('%s %i: GET %i, PUT %i, DELETE %i, POST %i', async (code, httpStatus, get, put, del, post) => {
    const error = anApiError({ code, httpStatus });
    expect(await triesOf('GET', error)).toBe(get);
    expect(await triesOf('PUT', error)).toBe(put);
    expect(await triesOf('DELETE', error)).toBe(del);
    expect(await triesOf('POST', error)).toBe(post);
  });
});

describe('tries of a call that is never answered', () => {
  test.each<[TransportFailure, number, number]>([
    ['unreachable', 3, 3],
    ['timeout', 3, 1],
    ['connection_lost', 3, 1],
    ['closed', 1, 1],
  ])('%s: GET %i, POST %i', async (failure, get, post) => {
    const error = new HetznerTransportError('GET /servers', 'GET /servers', failure);
    expect(await triesOf('GET', error)).toBe(get);
    expect(await triesOf('POST', error)).toBe(post);
  });

  test('an answer that does not parse is not asked for again', async () => {
    const error = new HetznerResponseError('GET /servers', 'GET /servers', 200, ['body: odd'], undefined);
    expect(await triesOf('GET', error)).toBe(1);
  });

  test('what a caller threw is not tried again', async () => {
    expect(await triesOf('GET', new Error('lease lost'))).toBe(1);
  });
});

const refused: Handler = () => Promise.reject(anApiError({ code: 'conflict', httpStatus: 409 }));

const doneAtThird: Handler = async (call) => {
  if (call.attempt < 3) return refused(call);
  return { status: 200, correlationId: undefined, body: call.request.answer.parse('done') };
};

test('a call that succeeds in the end returns its answer', async () => {
  const answer = await retrying(new HastyClock(), pace, doneAtThird)(aCall('POST'));
  expect(answer.body).toBe('done');
});

describe('the delay', () => {
  const conflict = anApiError({ code: 'conflict', httpStatus: 409 });

  test('doubles up to a limit', () => {
    expect([1, 2, 3, 4, 5, 6].map((retry) => retryDelayMs(retry, conflict, pace))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000,
    ]);
  });

  test('is at least half of that, whatever chance says', () => {
    expect(retryDelayMs(3, conflict, { ...pace, random: () => 0 })).toBe(1_000);
  });

  test('is never shorter than the API asks for', () => {
    const limited = anApiError({ code: 'rate_limit_exceeded', httpStatus: 429, retryAfterMs: 7_000 });
    expect(retryDelayMs(1, limited, pace)).toBe(7_000);
  });
});

test('no try begins after the limit', async () => {
  const clock = new HastyClock();
  const limited = anApiError({ code: 'rate_limit_exceeded', httpStatus: 429, retryAfterMs: 20_000 });
  const failing: Handler = () => Promise.reject(limited);
  await expect(retrying(clock, pace, failing)(aCall('GET'))).rejects.toBe(limited);
  expect(clock.slept).toEqual([20_000]);
});

test('an abort ends the back-off with its own reason', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const call = aCall('GET', aContext({ signal: abort.signal }));
  const failure = rejectionOf(retrying(clock, pace, refused)(call));
  await clock.advance(400);
  abort.abort(new Error('shutting down'));
  expect(await failure).toMatchObject({ message: 'shutting down' });
  expect(clock.sleeping).toBe(0);
});
