/** The Hetzner Cloud API, typed: what it answers is checked, what it refuses is classed, its limits are kept. */
export { type ActionPoller, createActionPoller } from './client/action-poller.js';
export type { WaitOptions } from './client/action-wait.js';
export type { CallBudget, RateLimit } from './client/budget.js';
export type { ApiRequest, CallContext, CallPriority, HetznerCall } from './client/call.js';
export { createHetznerClient, type HetznerClient } from './client/client.js';
export type { Clock } from './client/clock.js';
export type { HetznerErrorCode, KnownHetznerErrorCode } from './client/error-codes.js';
export {
  ActionFailedError,
  ActionMissingError,
  DeadlineError,
  HetznerApiError,
  HetznerResponseError,
  HetznerTransportError,
  isHetznerError,
  type TransportFailure,
  WriteRefusedError,
} from './client/errors.js';
export type { FirewallInput, FirewallRuleInput, FirewallTargets } from './client/firewalls.js';
export type { ImageListOptions } from './client/images.js';
export type { ConnectionMode, SmokeTerms } from './client/mode.js';
export type { NetworkInput, SubnetInput } from './client/networks.js';
export type { PrimaryIpInput, PrimaryIpUpdate } from './client/primary-ips.js';
export type { Deleted, LabelsUpdate, ListOptions } from './client/resource.js';
export type { RetryPace } from './client/retry.js';
export type { AttachInput, PublicNetInput, ServerInput } from './client/servers.js';
export {
  createHetznerTransport,
  type HetznerConnection,
  type HetznerTransport,
  type TransportOptions,
} from './client/transport.js';
export type { VolumeInput } from './client/volumes.js';
