import { hash as hashOf } from 'node:crypto';
import type { RequestHandler } from 'express';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { UnauthenticatedError, type SecaCaller } from '@seca-hetzner/domain';
import { HttpError } from './problem.js';
import { contextOf } from './request-context.js';
import { callerOfClaims } from './token-claims.js';
import { IssuerUnreachableError, type TokenIssuer } from './token-issuer.js';

/** How long a token that was verified is taken without checking its signature again, in ms. */
const REMEMBER_MS = 60_000;
const REMEMBERED_TOKENS = 10_000;

/** Until the keys of an issuer may be read again. */
const RETRY_AFTER_S = '5';

interface Verified {
  caller: Omit<SecaCaller, 'requestId' | 'sourceAddress'>;
  untilMs: number;
}

/**
 * Takes the caller from the bearer token: signature, issuer, audience and expiry are checked with what is known of
 * the issuer that it names. Source: SECA, authentication.
 */
export function authentication(issuers: readonly TokenIssuer[]): RequestHandler {
  const remembered = new Map<string, Verified>();

  async function verify(token: string): Promise<Verified> {
    const { iss } = decodeJwt(token);
    const known = issuers.find(({ issuer }) => issuer === iss);
    if (!known) throw new UnauthenticatedError('the token is of no issuer that is known here');
    const { issuer, audience, algorithms, keys } = known;
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      requiredClaims: ['sub', 'exp'],
    });
    const untilMs = Math.min(Date.now() + REMEMBER_MS, (payload.exp ?? 0) * 1_000);
    return { caller: callerOfClaims(payload), untilMs };
  }

  return async (request, response, next) => {
    const context = contextOf(response);
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthenticatedError('a bearer token is required');
    const hash = hashOf('sha256', token, 'base64');
    let verified = remembered.get(hash);
    if (!verified || verified.untilMs <= Date.now()) {
      verified = await verify(token).catch((error: unknown) => {
        if (error instanceof IssuerUnreachableError) {
          context.logger.error({ error }, 'token not verified');
          throw new HttpError(503, 'the token cannot be verified now', { 'Retry-After': RETRY_AFTER_S });
        }
        if (!(error instanceof errors.JOSEError)) throw error;
        throw new UnauthenticatedError(`the token is not valid: ${error.code}`);
      });
      // The oldest goes first: a map keeps the order of insertion.
      if (remembered.size >= REMEMBERED_TOKENS) remembered.delete(remembered.keys().next().value ?? '');
      remembered.delete(hash);
      remembered.set(hash, verified);
    }
    context.caller = {
      ...verified.caller,
      requestId: context.requestId,
      ...(request.ip === undefined ? {} : { sourceAddress: request.ip }),
    };
    next();
  };
}
