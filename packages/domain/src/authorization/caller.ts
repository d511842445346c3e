import type { OperatorRole } from './operator-role.js';

/** By which way a command came in; part of every audit event. */
export type CallSource = 'gateway' | 'admin' | 'worker';

/** Who asks for something. Every domain command takes one. */
export type Caller = SecaCaller | OperatorCaller;

/** What a token limits itself to. An empty list is no limit. */
export interface TokenScope {
  tenants: readonly string[];
  regions: readonly string[];
  workspaces: readonly string[];
}

/** The holder of a SECA bearer token. What it may do is in role assignments; its token can only narrow that. */
export interface SecaCaller {
  type: 'seca';
  /** The token's `sub`. */
  subject: string;
  /** The tenants whose member the issuer says it is: a request for another one is refused. Empty: it does not say. */
  tenants: readonly string[];
  /** The token's `scope`, when it has one. */
  scope?: TokenScope;
  source: CallSource;
  requestId?: string;
  /** IP address that the request came from, as far as trusted proxies tell it. */
  sourceAddress?: string;
}

/** A person or script of the operator, let in by the admin API. */
export interface OperatorCaller {
  type: 'operator';
  subject: string;
  role: OperatorRole;
  /** The one tenant whose things it may see and change; absent: every tenant's. */
  tenant?: string;
  source: CallSource;
  requestId?: string;
  /** IP address that the request came from, as far as trusted proxies tell it. */
  sourceAddress?: string;
}
