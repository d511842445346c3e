/** Who asks: an API token, a session of somebody who has signed in, or the bootstrap token. */
import {
  UnauthenticatedError,
  findApiToken,
  findBootstrapToken,
  findSession,
  isBootstrapToken,
  type Operator,
} from '@seca-hetzner/domain';
import type { AdminContext, AdminProcess } from '../context.js';
import { createLoaders } from '../loaders.js';
import type { OidcSettings } from './access-settings.js';
import { cookieNames, readCookie } from './cookies.js';
import { Refusal } from './refusal.js';
import { currentScope, type RequestScope } from './request-scope.js';

/** What somebody came with: headers of a request, or what a WebSocket was opened with. */
export interface Credentials {
  authorization: string | undefined;
  cookie: string | undefined;
  origin: string | undefined;
  /** Where it came from; forwarded addresses count from trusted proxies alone. */
  address: string | undefined;
}

/** Somebody who was let in. */
export interface Admitted {
  context: AdminContext;
  /** The secret that opened the door; `findLivingCredentials` says whether it still would. */
  secret: string;
}

/**
 * Lets the bearer of a valid API token in, the holder of a session whose request comes from the console itself, and
 * the bearer of a bootstrap token. What is in the header counts before a cookie. Throws `UnauthenticatedError`, or a
 * `Refusal` for a session that has ended and for another site that makes use of somebody's cookie.
 */
export async function admit(
  process: AdminProcess,
  credentials: Credentials,
  scope: RequestScope = currentScope(),
): Promise<Admitted> {
  const { domain, settings } = process;
  const { oidc } = settings.access;
  const { authorization, cookie, address } = credentials;
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token !== undefined && isBootstrapToken(token)) {
    return admitBootstrapToken(process, token, address, scope);
  }
  const session =
    authorization === undefined && oidc ? readCookie(cookie, cookieNames(oidc.publicUrl).session) : undefined;
  if (oidc && session !== undefined) {
    requireOwnOrigin(oidc, credentials);
    const person = await findSession(domain.dataSource.manager, session, oidc.session, domain.clock.now());
    if (!person) throw new Refusal('SESSION_ENDED', 401, 'the session has ended: sign in again');
    const { subject, role, tenant } = person;
    const operator = { subject, role, ...(tenant === undefined ? {} : { tenant }) };
    return { context: contextOf(process, operator, address, scope), secret: session };
  }
  const operator =
    token === undefined
      ? undefined
      : await findApiToken(domain.dataSource.manager, token, domain.clock.now());
  if (!operator || token === undefined) throw new UnauthenticatedError('a valid API token is required');
  return { context: contextOf(process, operator, address, scope), secret: token };
}

async function admitBootstrapToken(
  process: AdminProcess,
  token: string,
  address: string | undefined,
  scope: RequestScope,
): Promise<Admitted> {
  const { domain } = process;
  if (!(await findBootstrapToken(domain.dataSource.manager, token, domain.clock.now()))) {
    throw new UnauthenticatedError('the bootstrap token is unknown, used or expired');
  }
  // Whatever would come to ask for no permission at all, the least role is what it gets.
  const nobody: Operator = { subject: 'bootstrap token', role: 'viewer' };
  return { context: { ...contextOf(process, nobody, address, scope), bootstrapToken: token }, secret: token };
}

/**
 * Throws for whatever another site makes a browser send along with a cookie of ours. Browsers name the origin with
 * every POST and with every WebSocket.
 */
export function requireOwnOrigin(
  { publicUrl }: OidcSettings,
  { origin }: { origin?: string | undefined },
): void {
  if (origin === new URL(publicUrl).origin) return;
  const from = origin === undefined ? 'a request without an origin' : `a request from ${origin}`;
  throw new Refusal('BAD_ORIGIN', 403, `the session is good for the console only, and this is ${from}`);
}

function contextOf(
  process: AdminProcess,
  operator: Operator,
  sourceAddress: string | undefined,
  scope: RequestScope,
): AdminContext {
  scope.subject = operator.subject;
  const { requestId } = scope;
  return {
    ...process,
    loaders: createLoaders(process.domain),
    caller: {
      type: 'operator',
      ...operator,
      source: 'admin',
      requestId,
      ...(sourceAddress === undefined ? {} : { sourceAddress }),
    },
  };
}
