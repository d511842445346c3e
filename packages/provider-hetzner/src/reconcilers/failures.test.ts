import { expect, test } from 'vitest';
import {
  ActionFailedError,
  DeadlineError,
  HetznerApiError,
  HetznerTransportError,
  WriteRefusedError,
  type HetznerErrorCode,
} from '@seca-hetzner/hetzner';
import { ForeignObjectError, NothingOfferedError, failureOf } from './failures.js';

function apiError(code: HetznerErrorCode, httpStatus = 422, retryAfterMs?: number): HetznerApiError {
  return new HetznerApiError('POST /servers', {
    code,
    httpStatus,
    operation: 'POST /servers',
    reason: 'because',
    details: undefined,
    retryAfterMs,
    correlationId: undefined,
  });
}

// What each refusal comes to, once and for all: scripts rely on the code, the schedule on the rest.
test.each([
  ['unauthorized', 'PROVIDER_UNAUTHORIZED', false, 'wait'],
  ['token_readonly', 'PROVIDER_FORBIDDEN', false, 'wait'],
  ['forbidden', 'PROVIDER_FORBIDDEN', false, 'wait'],
  ['protected', 'PROVIDER_FORBIDDEN', false, 'failure'],
  ['maintenance', 'PROVIDER_UNAVAILABLE', true, 'wait'],
  ['resource_limit_exceeded', 'PROVIDER_QUOTA_EXCEEDED', true, 'failure'],
  ['not_found', 'PROVIDER_NOT_FOUND', true, 'failure'],
  ['uniqueness_error', 'PROVIDER_CONFLICT', true, 'failure'],
  ['conflict', 'PROVIDER_UNAVAILABLE', true, 'busy'],
  ['locked', 'PROVIDER_UNAVAILABLE', true, 'busy'],
  ['service_error', 'PROVIDER_UNAVAILABLE', true, 'busy'],
  ['ip_not_available', 'PROVIDER_UNAVAILABLE', true, 'busy'],
  ['must_be_unassigned', 'PROVIDER_UNAVAILABLE', true, 'busy'],
  ['resource_unavailable', 'PROVIDER_CAPACITY', true, 'failure'],
  ['placement_error', 'PROVIDER_CAPACITY', true, 'failure'],
  ['rate_limit_exceeded', 'PROVIDER_RATE_LIMITED', true, 'wait'],
  ['server_error', 'PROVIDER_UNAVAILABLE', true, 'wait'],
  ['bad_gateway', 'PROVIDER_UNAVAILABLE', true, 'wait'],
  ['timeout', 'PROVIDER_UNAVAILABLE', true, 'wait'],
  ['invalid_input', 'PROVIDER_INVALID', false, 'failure'],
  ['networks_overlap', 'PROVIDER_INVALID', false, 'failure'],
  ['something_new', 'PROVIDER_INVALID', false, 'failure'],
] as const)('%s is %s', (code, expected, isRetryable, severity) => {
  expect(failureOf(apiError(code))).toMatchObject({ code: expected, isRetryable, severity });
});

test('an unknown code with a 5xx is an outage, not a fault of ours', () => {
  expect(failureOf(apiError('something_new', 599))).toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
    isRetryable: true,
  });
});

test('when Hetzner says how long to wait, that is kept', () => {
  expect(failureOf(apiError('rate_limit_exceeded', 429, 7_000))).toMatchObject({ retryAfterMs: 7_000 });
});

test('a lost connection, a late action and a refused write have their classes', () => {
  const lost = new HetznerTransportError('GET /servers', 'GET /servers', 'connection_lost');
  expect(failureOf(lost)).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', severity: 'wait' });
  expect(failureOf(new DeadlineError(1_000, [1]))).toMatchObject({ severity: 'busy', isRetryable: true });
  expect(
    failureOf(new WriteRefusedError('POST /x', 'POST /x', 'the connection is in mode plan')),
  ).toMatchObject({
    code: 'PROVIDER_FORBIDDEN',
    isRetryable: false,
  });
  expect(failureOf(new ForeignObjectError('x'))).toMatchObject({ code: 'PROVIDER_CONFLICT' });
  expect(failureOf(new NothingOfferedError('x'))).toMatchObject({ code: 'PROVIDER_CAPACITY' });
});

test('an action that failed for want of capacity is tried again', () => {
  const action = {
    id: 1,
    command: 'create_server',
    status: 'error',
    progress: 0,
    started: '2026-01-01T00:00:00Z',
    finished: null,
    resources: [],
    error: { code: 'resource_unavailable', message: 'sold out' },
  } as const;
  expect(failureOf(new ActionFailedError({ ...action, resources: [] }))).toMatchObject({
    code: 'PROVIDER_CAPACITY',
  });
});

test('what does not come from Hetzner is left to others', () => {
  expect(failureOf(new Error('a defect'))).toBeUndefined();
});
