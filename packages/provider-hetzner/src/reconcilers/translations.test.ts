import { describe, expect, test } from 'vitest';
import type { RunEnding } from '@seca-hetzner/domain';
import { HetznerApiError, type KnownHetznerErrorCode } from '@seca-hetzner/hetzner';
import { failureOf } from './failures.js';
import type { InstanceIntent } from './instance/intent.js';
import type { InstanceActual } from './instance/plan.js';
import { noPublicActual } from './instance/public-side.js';
import { reportInstance } from './instance/report.js';
import { unsettled } from './unsettled.js';

/**
 * What a resource shows when a call for it was refused: the reason of its condition, whether it is in error or goes
 * on being worked on, and whether the call is tried again or held until somebody changes something. The compiler
 * wants a line for every code that the client knows.
 */
const refusals: Readonly<Record<KnownHetznerErrorCode, readonly [string, string, string]>> = {
  json_error: ['PROVIDER_INVALID', 'failed', 'held'],
  unauthorized: ['PROVIDER_UNAUTHORIZED', 'working', 'held'],
  token_readonly: ['PROVIDER_FORBIDDEN', 'working', 'held'],
  forbidden: ['PROVIDER_FORBIDDEN', 'working', 'held'],
  maintenance: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  resource_limit_exceeded: ['PROVIDER_QUOTA_EXCEEDED', 'failed', 'tried again'],
  not_found: ['PROVIDER_NOT_FOUND', 'failed', 'tried again'],
  method_not_allowed: ['PROVIDER_INVALID', 'failed', 'held'],
  uniqueness_error: ['PROVIDER_CONFLICT', 'failed', 'tried again'],
  conflict: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  deprecated_api_endpoint: ['PROVIDER_INVALID', 'failed', 'held'],
  resource_unavailable: ['PROVIDER_CAPACITY', 'failed', 'tried again'],
  invalid_input: ['PROVIDER_INVALID', 'failed', 'held'],
  service_error: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  unsupported_error: ['PROVIDER_INVALID', 'failed', 'held'],
  locked: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  protected: ['PROVIDER_FORBIDDEN', 'failed', 'held'],
  resource_locked: ['PROVIDER_FORBIDDEN', 'failed', 'held'],
  rate_limit_exceeded: ['PROVIDER_RATE_LIMITED', 'working', 'tried again'],
  server_error: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  bad_gateway: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  unavailable: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  timeout: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  unknown_error: ['PROVIDER_INVALID', 'failed', 'held'],
  placement_error: ['PROVIDER_CAPACITY', 'failed', 'tried again'],
  invalid_server_type: ['PROVIDER_INVALID', 'failed', 'held'],
  server_not_stopped: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  primary_ip_assigned: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  primary_ip_datacenter_mismatch: ['PROVIDER_INVALID', 'failed', 'held'],
  primary_ip_version_mismatch: ['PROVIDER_INVALID', 'failed', 'held'],
  server_already_attached: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  ip_not_available: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  no_subnet_available: ['PROVIDER_INVALID', 'failed', 'held'],
  networks_overlap: ['PROVIDER_INVALID', 'failed', 'held'],
  server_has_ipv4: ['PROVIDER_INVALID', 'failed', 'held'],
  server_has_ipv6: ['PROVIDER_INVALID', 'failed', 'held'],
  primary_ip_already_assigned: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  server_is_load_balancer_target: ['PROVIDER_INVALID', 'failed', 'held'],
  must_be_unassigned: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  no_space_left_in_location: ['PROVIDER_CAPACITY', 'failed', 'tried again'],
  volume_already_attached: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  limit_exceeded_error: ['PROVIDER_QUOTA_EXCEEDED', 'failed', 'tried again'],
  firewall_already_applied: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  firewall_managed_by_label_selector: ['PROVIDER_INVALID', 'failed', 'held'],
  firewall_resource_not_found: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  incompatible_network_type: ['PROVIDER_INVALID', 'failed', 'held'],
  private_net_only_server: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  resource_in_use: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
  server_already_added: ['PROVIDER_UNAVAILABLE', 'working', 'tried again'],
};

test.each(Object.entries(refusals))('a refusal with %s is %j', (code, expected) => {
  const error = new HetznerApiError('POST /servers', {
    code,
    httpStatus: 422,
    operation: 'POST /servers',
    reason: 'because',
    details: undefined,
    retryAfterMs: undefined,
    correlationId: undefined,
  });
  const failure = failureOf(error);
  expect(failure).toBeDefined();
  const ending = { type: 'failed', failure } as RunEnding;
  const { outcome, explanation } = unsettled(ending);
  expect([explanation?.reason, outcome, failure?.isRetryable ? 'tried again' : 'held']).toEqual(expected);
  expect(explanation?.message).toContain('because');
});

test.each([
  [{ type: 'ongoing' }, 'working', undefined],
  [{ type: 'done' }, 'working', undefined],
  [{ type: 'waiting', reason: 'the subnet' }, 'working', 'Waiting'],
] as [RunEnding, string, string | undefined][])(
  'a run that ends as %j leaves a resource %s',
  (ending, outcome, reason) => {
    expect(unsettled(ending)).toMatchObject({ outcome });
    expect(unsettled(ending).explanation?.reason).toBe(reason);
  },
);

describe("a server's status as the power of its instance", () => {
  const now = new Date('2026-01-01T12:00:00Z');

  function powerOf(serverStatus: string, powerState: string) {
    const intent = {
      instance: { uid: 'vm', resourceVersion: 3, status: { powerState }, deletedAt: undefined },
      nics: [],
      publicSide: { addresses: [], groups: [], attached: [], missing: new Map() },
      dataVolumes: { taken: undefined },
      isBootVolumeTaken: false,
      wayOut: undefined,
      now,
    } as unknown as InstanceIntent;
    const actual = {
      server: { status: serverStatus, public_net: { ipv4: null, ipv6: null }, private_net: [] },
      isServerBound: true,
      publicActual: noPublicActual,
    } as unknown as InstanceActual;
    return reportInstance(intent, actual, { type: 'done' }, now)[0];
  }

  test.each([
    ['running', 'on'],
    ['initializing', 'off'],
    ['starting', 'off'],
    ['stopping', 'off'],
    ['off', 'off'],
    ['deleting', 'off'],
    ['migrating', 'off'],
    ['rebuilding', 'off'],
    ['unknown', 'off'],
    ['something_new', 'off'],
  ])('%s is %s, and its instant moves only with it', (serverStatus, power) => {
    const other = power === 'on' ? 'off' : 'on';
    expect(powerOf(serverStatus, power)).toMatchObject({
      outcome: 'settled',
      details: { powerState: power },
    });
    expect(powerOf(serverStatus, power)?.details).not.toHaveProperty('powerStateSince');
    expect(powerOf(serverStatus, other)?.details).toEqual({
      powerState: power,
      powerStateSince: now.toISOString(),
    });
  });
});
