import type { ProviderErrorCode, ProviderFailure } from '@seca-hetzner/domain';
import {
  ActionFailedError,
  ActionMissingError,
  DeadlineError,
  HetznerApiError,
  HetznerResponseError,
  HetznerTransportError,
  WriteRefusedError,
} from '@seca-hetzner/hetzner';

/** An object that is not ours stands where ours has to be. */
export class ForeignObjectError extends Error {
  override readonly name = 'ForeignObjectError';
}

/** What a run needs of the catalogue is not there. */
export class NothingOfferedError extends Error {
  override readonly name = 'NothingOfferedError';
}

/** Nothing is asked of the provider any more. */
export class AbandonedError extends Error {
  override readonly name = 'AbandonedError';
}

/** Nothing is asked of the provider until the connection's own check finds that it can be used. */
export class BarredError extends Error {
  override readonly name = 'BarredError';

  constructor(readonly code: ProviderErrorCode) {
    super('nothing is asked of the project until a check of its connection succeeds');
  }
}

/** No call is free for a run that has not begun; others of its workspace wait already. */
export class NoCallFreeError extends Error {
  override readonly name = 'NoCallFreeError';

  constructor() {
    super('the project has no call free at the moment');
  }
}

/** The mark of the project does not say, or not yet, that this installation may write there. */
export class NotOursError extends Error {
  override readonly name = 'NotOursError';
}

type Class = Pick<ProviderFailure, 'code' | 'isRetryable' | 'severity'>;

const busy: Class = { code: 'PROVIDER_UNAVAILABLE', isRetryable: true, severity: 'busy' };
const unavailable: Class = { code: 'PROVIDER_UNAVAILABLE', isRetryable: true, severity: 'wait' };
/** Nothing is wrong with what is wanted: it waits until somebody mends the connection. */
const barred = (code: ProviderErrorCode): Class => ({ code, isRetryable: false, severity: 'wait' });
const refused = (code: ProviderErrorCode): Class => ({ code, isRetryable: false, severity: 'failure' });
const lasting = (code: ProviderErrorCode): Class => ({ code, isRetryable: true, severity: 'failure' });

/** Source: Hetzner Cloud API, "Errors", and the tables "Operation specific errors". */
const classes: Readonly<Record<string, Class>> = {
  unauthorized: barred('PROVIDER_UNAUTHORIZED'),
  token_readonly: barred('PROVIDER_FORBIDDEN'),
  forbidden: barred('PROVIDER_FORBIDDEN'),
  maintenance: unavailable,
  resource_limit_exceeded: lasting('PROVIDER_QUOTA_EXCEEDED'),
  limit_exceeded_error: lasting('PROVIDER_QUOTA_EXCEEDED'),
  not_found: lasting('PROVIDER_NOT_FOUND'),
  uniqueness_error: lasting('PROVIDER_CONFLICT'),
  conflict: busy,
  locked: busy,
  resource_locked: refused('PROVIDER_FORBIDDEN'),
  protected: refused('PROVIDER_FORBIDDEN'),
  resource_unavailable: lasting('PROVIDER_CAPACITY'),
  placement_error: lasting('PROVIDER_CAPACITY'),
  no_space_left_in_location: lasting('PROVIDER_CAPACITY'),
  rate_limit_exceeded: { code: 'PROVIDER_RATE_LIMITED', isRetryable: true, severity: 'wait' },
  server_error: unavailable,
  bad_gateway: unavailable,
  unavailable,
  timeout: unavailable,
  // Passing states of an object that is being changed, or is about to be free.
  server_not_stopped: busy,
  must_be_unassigned: busy,
  primary_ip_assigned: busy,
  primary_ip_already_assigned: busy,
  ip_not_available: busy,
  service_error: busy,
  resource_in_use: busy,
  // Something has come before us, perhaps a call of ours whose reply was lost: the next look tells what is so.
  server_already_attached: busy,
  volume_already_attached: busy,
  firewall_already_applied: busy,
  server_already_added: busy,
  // A server that has just lost its public address, or has gone.
  private_net_only_server: busy,
  firewall_resource_not_found: busy,
};

/** Classes whatever a call to Hetzner threw; `undefined` for what does not come from there. */
export function failureOf(error: unknown): ProviderFailure | undefined {
  if (error instanceof HetznerApiError) {
    const { retryAfterMs } = error;
    const known =
      classes[error.code] ?? (error.httpStatus >= 500 ? unavailable : refused('PROVIDER_INVALID'));
    return { ...known, message: error.message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (error instanceof ActionFailedError) {
    return { ...(classes[error.code] ?? unavailable), message: error.message };
  }
  if (error instanceof HetznerTransportError) return { ...unavailable, message: error.message };
  if (error instanceof HetznerResponseError) return { ...unavailable, message: error.message };
  if (error instanceof DeadlineError) return { ...busy, message: error.message };
  if (error instanceof ActionMissingError) return { ...busy, message: error.message };
  if (error instanceof WriteRefusedError) return { ...barred('PROVIDER_FORBIDDEN'), message: error.message };
  if (error instanceof ForeignObjectError) return { ...lasting('PROVIDER_CONFLICT'), message: error.message };
  if (error instanceof BarredError) return { ...barred(error.code), message: error.message, isBarred: true };
  if (error instanceof NotOursError)
    return { code: 'PROVIDER_CONFLICT', isRetryable: true, severity: 'wait', message: error.message };
  if (error instanceof NoCallFreeError)
    return { code: 'PROVIDER_RATE_LIMITED', isRetryable: true, severity: 'wait', message: error.message };
  if (error instanceof AbandonedError) return { ...refused('PROVIDER_FORBIDDEN'), message: error.message };
  if (error instanceof NothingOfferedError)
    return { ...lasting('PROVIDER_CAPACITY'), message: error.message };
  return undefined;
}
