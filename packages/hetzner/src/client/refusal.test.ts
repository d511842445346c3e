import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { connected, disconnectAll, getThing, makeThing } from '../testing/connected.js';
import { aBudget, rejectionOf } from '../testing/fixtures.js';
import { json, refusal, type Respond } from '../testing/local-api.js';
import { isHetznerError } from './errors.js';

afterEach(disconnectAll);

describe('a refusal', () => {
  test('tells what was tried, and what Hetzner said', async () => {
    const fields = [{ name: 'name', messages: ['is too long'] }];
    const body = { error: { code: 'invalid_input', message: 'invalid name', details: { fields } } };
    const { call } = await connected((response) => json(response, 422, body, { 'x-correlation-id': 'c-1' }));
    await expect(call(getThing)).rejects.toMatchObject({
      name: 'HetznerApiError',
      message: 'GET /things/7: invalid name (invalid_input)',
      operation: 'GET /things/{id}',
      code: 'invalid_input',
      httpStatus: 422,
      reason: 'invalid name',
      details: { fields },
      retryAfterMs: undefined,
      correlationId: 'c-1',
    });
  });

  test('is told apart by its code', async () => {
    const { call } = await connected((response) => refusal(response, 423, 'locked'));
    const error = await rejectionOf(call(getThing));
    expect(isHetznerError(error)).toBe(true);
    expect(isHetznerError(error, 'conflict', 'locked')).toBe(true);
    expect(isHetznerError(error, 'not_found')).toBe(false);
    expect(isHetznerError(new Error('locked'), 'locked')).toBe(false);
  });

  test.each([
    [404, 'unknown_error'],
    [401, 'unknown_error'],
    [429, 'rate_limit_exceeded'],
    [500, 'server_error'],
    [502, 'bad_gateway'],
    [503, 'unavailable'],
    [504, 'timeout'],
  ])('%i with a page of a proxy counts as %s', async (status, code) => {
    const { call } = await connected((response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>'),
    );
    await expect(call(makeThing)).rejects.toMatchObject({ httpStatus: status, code });
  });

  test('by the rate limit tells the budget, and waits until a call has been refilled', async () => {
    const budget = aBudget();
    const headers = {
      'ratelimit-limit': '1800',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '1785542400',
    };
    const { call, clock, transport } = await connected(
      (response, _, nth) =>
        nth === 1
          ? refusal(response, 429, 'rate_limit_exceeded', headers)
          : json(response, 201, { name: 'one' }, { ...headers, 'ratelimit-remaining': '450' }),
      { budget },
    );
    expect(transport.rateLimitShareLeft()).toBe(1);
    await call(makeThing);
    expect(budget.exhausted.mock.calls).toEqual([[2_000]]);
    expect(clock.slept).toEqual([2_000]);
    const resetAt = new Date(1_785_542_400_000);
    expect(budget.observe.mock.calls).toEqual([
      [{ limit: 1_800, remaining: 0, resetAt }],
      [{ limit: 1_800, remaining: 450, resetAt }],
    ]);
    expect(transport.rateLimitShareLeft()).toBe(0.25);
  });

  test('with a Retry-After is believed', async () => {
    const { call } = await connected((response) =>
      refusal(response, 503, 'unavailable', { 'retry-after': '120' }),
    );
    await expect(call(makeThing)).rejects.toMatchObject({ retryAfterMs: 120_000 });
  });
});

describe('an answer that does not read as described', () => {
  test.each<[string, Respond, string]>([
    ['no JSON', (response) => response.end('{"name": "secret'), 'body: no valid JSON'],
    ['nothing', (response) => response.end(), 'body: '],
    ['a wrong field', (response) => json(response, 200, { name: 7 }), 'name: '],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end(), 'neither'],
  ])('(%s) is an error, asked for once', async (_, respond, fault) => {
    const { api, call, calls } = await connected(respond);
    const error = await rejectionOf(call(getThing));
    expect(error).toMatchObject({ name: 'HetznerResponseError', operation: 'GET /things/{id}' });
    expect(inspect(error)).toContain(fault);
    expect(inspect(error)).not.toContain('secret');
    expect(api.calls).toHaveLength(1);
    expect(calls).toMatchObject([{ code: 'invalid_response' }]);
  });
});
