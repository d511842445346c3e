/** One thing that is wrong with a request. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the request's body; empty when the fault is not in the body. */
  pointer: string;
  /** The rule that was broken, as a sentence for the person who sent the request. */
  message: string;
  /** Name of the query parameter, header or path segment at fault, when it is not in the body. */
  parameter?: string;
}

/** Why a command was refused; each process translates it to its own protocol in one place. */
export type DomainErrorCode =
  | 'invalid-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'validation';

export interface DomainErrorOptions {
  faults?: readonly Fault[];
  cause?: unknown;
}

/** A refusal that the caller can understand and act on; anything else that is thrown is a defect. */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';
  readonly faults: readonly Fault[];

  constructor(
    readonly code: DomainErrorCode,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.faults = options.faults ?? [];
  }
}

/** The request cannot be read: not JSON, a bad parameter or header. */
export class InvalidRequestError extends DomainError {
  override readonly name = 'InvalidRequestError';
  constructor(message: string, options?: DomainErrorOptions) {
    super('invalid-request', message, options);
  }
}

/** No valid credential came with the request. */
export class UnauthenticatedError extends DomainError {
  override readonly name = 'UnauthenticatedError';
  constructor(message: string) {
    super('unauthenticated', message);
  }
}

export class ForbiddenError extends DomainError {
  override readonly name = 'ForbiddenError';
  constructor(message: string) {
    super('forbidden', message);
  }
}

export class NotFoundError extends DomainError {
  override readonly name = 'NotFoundError';
  constructor(message: string, options?: DomainErrorOptions) {
    super('not-found', message, options);
  }
}

/** The resource, or one it depends on, is in a state that does not allow the request. */
export class ConflictError extends DomainError {
  override readonly name = 'ConflictError';
  constructor(message: string, options?: DomainErrorOptions) {
    super('conflict', message, options);
  }
}

/** `if-unmodified-since` names another version than the stored one. */
export class PreconditionFailedError extends DomainError {
  override readonly name = 'PreconditionFailedError';
  constructor(message: string) {
    super('precondition-failed', message);
  }
}

/** The request is well formed and breaks the schema or a rule; one fault per broken rule. */
export class ValidationError extends DomainError {
  override readonly name = 'ValidationError';
  constructor(faults: readonly Fault[]) {
    super('validation', faults.map((fault) => fault.message).join('; '), { faults });
  }
}

/** Throws a `ValidationError` when there is any fault. */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ValidationError(faults);
}
