/** By which way a command came in; part of every audit event. */
export type CallSource = 'gateway' | 'admin' | 'worker';

/** Who asks for something. Every domain command takes one. */
export type Caller = SecaCaller | OperatorCaller;

/** The holder of a SECA bearer token. */
export interface SecaCaller {
  type: 'seca';
  /** The token's `sub`. */
  subject: string;
  /** The tenants that the issuer let the token into; a request for another one is refused. */
  tenants: readonly string[];
  source: CallSource;
  requestId?: string;
}

/** A person or script of the operator, let in by the admin API. */
export interface OperatorCaller {
  type: 'operator';
  subject: string;
  source: CallSource;
  requestId?: string;
}
