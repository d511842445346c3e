/**
 * Every error of this package. None of them holds the token or what was sent: a request may carry user data.
 * An aborted call is not among them: it rejects with the signal's own reason.
 */
import type { Action, ErrorDetails } from '../schema/index.js';
import type { HetznerErrorCode, KnownHetznerErrorCode } from './error-codes.js';

export interface HetznerApiErrorFields {
  /** As the API gave it; when the body was unreadable, by the status alone, else `unknown_error`. */
  readonly code: HetznerErrorCode;
  readonly httpStatus: number;
  /** Method and path template. */
  readonly operation: string;
  /** Hetzner's own words, for people. Only where no code tells more should anything depend on them. */
  readonly reason: string;
  /** `undefined` when the API gave none, which happens with every code. */
  readonly details: ErrorDetails | undefined;
  /** Milliseconds until another try makes sense, where the answer says so; always known with `rate_limit_exceeded`. */
  readonly retryAfterMs: number | undefined;
  /** What Hetzner's support asks for. */
  readonly correlationId: string | undefined;
}

/** The API answered, and refused. Source: API description, "Errors". */
export class HetznerApiError extends Error implements HetznerApiErrorFields {
  override readonly name = 'HetznerApiError';
  readonly code: HetznerErrorCode;
  readonly httpStatus: number;
  readonly operation: string;
  readonly reason: string;
  readonly details: ErrorDetails | undefined;
  readonly retryAfterMs: number | undefined;
  readonly correlationId: string | undefined;

  /** `target` is method and path with the id. */
  constructor(target: string, fields: HetznerApiErrorFields) {
    super(`${target}: ${fields.reason} (${fields.code})`);
    this.code = fields.code;
    this.httpStatus = fields.httpStatus;
    this.operation = fields.operation;
    this.reason = fields.reason;
    this.details = fields.details;
    this.retryAfterMs = fields.retryAfterMs;
    this.correlationId = fields.correlationId;
  }
}

/** Whether the API refused with one of these codes; with any code if none is named. */
export function isHetznerError(
  error: unknown,
  ...codes: readonly KnownHetznerErrorCode[]
): error is HetznerApiError {
  if (!(error instanceof HetznerApiError)) return false;
  return codes.length === 0 || codes.some((code) => code === error.code);
}

/**
 * Why no answer came: `unreachable` before anything was sent (name, connection), `timeout` and
 * `connection_lost` afterwards, `closed` when the transport had been closed.
 */
export type TransportFailure = 'unreachable' | 'timeout' | 'connection_lost' | 'closed';

/** No whole answer came. */
export class HetznerTransportError extends Error {
  override readonly name = 'HetznerTransportError';
  /** Whether Hetzner may have done what was asked: then look before asking again. */
  readonly canHaveBeenExecuted: boolean;

  constructor(
    target: string,
    readonly operation: string,
    readonly failure: TransportFailure,
    options?: ErrorOptions,
  ) {
    super(`${target}: ${failure.replace('_', ' ')}`, options);
    this.canHaveBeenExecuted = failure === 'timeout' || failure === 'connection_lost';
  }
}

/** An answer came that does not read as the API describes it. A write has been executed, most likely. */
export class HetznerResponseError extends Error {
  override readonly name = 'HetznerResponseError';

  /** `faults` say where and what, without the values found there. */
  constructor(
    target: string,
    readonly operation: string,
    readonly httpStatus: number,
    readonly faults: readonly string[],
    readonly correlationId: string | undefined,
  ) {
    super(`${target}: answered ${httpStatus}, but not as described: ${faults.join('; ')}`);
  }
}

/** A write that the mode of the connection does not allow. Nothing left this process. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';

  constructor(
    target: string,
    readonly operation: string,
    reason: string,
  ) {
    super(`${target}: refused, ${reason}`);
  }
}

/** An action ended as `error`. Its codes are not those of HTTP errors. */
export class ActionFailedError extends Error {
  override readonly name = 'ActionFailedError';
  readonly actionId: number;
  /** For example `create_server`. */
  readonly command: string;
  readonly code: string;
  /** Hetzner's own words. */
  readonly reason: string;
  /** What the action worked on. */
  readonly resources: Action['resources'];

  constructor(action: Action) {
    const { code, message } = action.error ?? { code: 'unknown_error', message: 'no reason given' };
    super(`action ${action.id} ${action.command}: ${message} (${code})`);
    this.actionId = action.id;
    this.command = action.command;
    this.code = code;
    this.reason = message;
    this.resources = action.resources;
  }
}

/** An action that somebody waits for is unknown to the project. */
export class ActionMissingError extends Error {
  override readonly name = 'ActionMissingError';

  constructor(readonly actionId: number) {
    super(`action ${actionId}: the API does not know it`);
  }
}

/** The time for waiting is over. The actions go on. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(
    readonly timeoutMs: number,
    /** Those that still ran. */
    readonly actionIds: readonly number[],
  ) {
    super(`wait for actions ${actionIds.join(', ')}: not done within ${timeoutMs} ms`);
  }
}
