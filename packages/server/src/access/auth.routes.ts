/** Signing in with the OpenID provider, and out again. Sign-ins under way and sessions are in the database. */
import { Router, type Request, type Response } from 'express';
import {
  beginSession,
  endSession,
  findSession,
  keepSignIn,
  takeSignIn,
  type Domain,
} from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import type { OidcSettings } from './access-settings.js';
import { requireOwnOrigin } from './authentication.js';
import { cookieNames, cookieOptions, readCookie } from './cookies.js';
import { CALLBACK_PATH, createOpenidProvider } from './openid-provider.js';
import { Refusal } from './refusal.js';
import type { RateLimits } from './request-limits.js';
import { currentScope } from './request-scope.js';

/** What somebody may take to sign in at the provider. */
const SIGN_IN_LIMIT_MS = 10 * 60_000;

/** `/auth/…`; without a provider only the answer that there is none. */
export function authRoutes(
  domain: Domain,
  oidc: OidcSettings | undefined,
  rates: RateLimits,
  logger: Logger,
): Router {
  const router = Router();
  router.use('/auth', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  if (oidc) addRoutes(router, domain, oidc, rates, logger);
  else
    router.get(
      '/auth/session',
      (_request, response) => void response.json({ signInPath: null, person: null }),
    );
  router.use('/auth', () => {
    throw new Refusal('NOT_FOUND', 404, 'there is nothing at this path');
  });
  return router;
}

function addRoutes(
  router: Router,
  domain: Domain,
  oidc: OidcSettings,
  rates: RateLimits,
  logger: Logger,
): void {
  const { manager } = domain.dataSource;
  const provider = createOpenidProvider(oidc, logger);
  const names = cookieNames(oidc.publicUrl);
  const options = cookieOptions(oidc.publicUrl);
  const cookieOf = (request: Request, name: string) => readCookie(request.headers.cookie, name);

  router.get('/auth/login', async (request, response) => {
    await rates.takeRequest(`sign-ins from ${addressOf(request)}`);
    const { url, ...ties } = await provider.begin();
    const now = domain.clock.now();
    const expiresAt = new Date(now.getTime() + SIGN_IN_LIMIT_MS);
    const secret = await keepSignIn(manager, { ...ties, returnTo: returnPath(request) }, now, expiresAt);
    response.cookie(names.signIn, secret, { ...options, maxAge: SIGN_IN_LIMIT_MS });
    response.redirect(303, url.href);
  });

  router.get(CALLBACK_PATH, async (request, response) => {
    const { session, returnTo } = await rates.watchFailures(addressOf(request), () =>
      comeBack(request, response),
    );
    response.cookie(names.session, session, { ...options, maxAge: oidc.session.lifetimeMs });
    response.redirect(303, returnTo);
  });

  async function comeBack(
    request: Request,
    response: Response,
  ): Promise<{ session: string; returnTo: string }> {
    const secret = cookieOf(request, names.signIn);
    response.clearCookie(names.signIn, options);
    const signIn = secret === undefined ? undefined : await takeSignIn(manager, secret, domain.clock.now());
    if (!signIn) {
      throw new Refusal(
        'SIGN_IN_FAILED',
        403,
        'this browser has not begun to sign in, or too long ago: try again',
      );
    }
    const search = request.originalUrl.slice(CALLBACK_PATH.length);
    const person = await provider.finish(search, signIn);
    const scope = currentScope();
    scope.subject = person.subject;
    const session = await beginSession(domain, person, oidc.session, scope.requestId);
    return { session, returnTo: signIn.returnTo };
  }

  router.get('/auth/session', async (request, response) => {
    const secret = cookieOf(request, names.session);
    const person =
      secret === undefined ? undefined : await findSession(manager, secret, oidc.session, domain.clock.now());
    response.json({ signInPath: '/auth/login', person: person ?? null });
  });

  router.post('/auth/logout', async (request, response) => {
    requireOwnOrigin(oidc, request.headers);
    const secret = cookieOf(request, names.session);
    if (secret !== undefined) await endSession(domain, secret);
    response.clearCookie(names.session, options);
    response.status(204).end();
  });
}

function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? '';
}

/** A path of this very host; anything else would send people to a site that somebody else has chosen. */
function returnPath({ query }: Request): string {
  const wanted = query['return_to'];
  if (typeof wanted !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted)) return '/';
  return wanted.startsWith('/auth/') ? '/' : wanted;
}
