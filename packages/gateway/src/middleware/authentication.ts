import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { UnauthenticatedError, type SecaCaller } from '@seca-hetzner/domain';
import { contextOf } from './request-context.js';

/** Who signs tokens, and for whom. */
export interface IssuerOptions {
  issuer: string;
  audience: string;
  /** The issuer's public keys. */
  jwks: JSONWebKeySet;
}

/** One algorithm, so that a token cannot choose how it is checked. */
const ALGORITHMS = ['ES256'];

/** How long a token that was verified is taken without checking its signature again, in ms. */
const REMEMBER_MS = 60_000;
const REMEMBERED_TOKENS = 10_000;

interface Verified {
  caller: Omit<SecaCaller, 'requestId'>;
  untilMs: number;
}

/**
 * Takes the caller from the bearer token: signature, issuer, audience and expiry are checked, `sub` names the
 * caller and `tenants` the tenants that the issuer lets it into. Source: SECA, authentication.
 */
export function authentication({ issuer, audience, jwks }: IssuerOptions): RequestHandler {
  const keys = createLocalJWKSet(jwks);
  const remembered = new Map<string, Verified>();

  async function verify(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
      });
      const untilMs = Math.min(Date.now() + REMEMBER_MS, (payload.exp ?? 0) * 1_000);
      const tenants = stringsOf(payload['tenants']);
      return { caller: { type: 'seca', subject: payload.sub ?? '', tenants, source: 'gateway' }, untilMs };
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw new UnauthenticatedError(`the token is not valid: ${error.code}`);
      throw error;
    }
  }

  return async (request, response, next) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthenticatedError('a bearer token is required');
    const hash = createHash('sha256').update(token).digest('base64');
    let verified = remembered.get(hash);
    if (!verified || verified.untilMs <= Date.now()) {
      verified = await verify(token);
      // The oldest goes first: a map keeps the order of insertion.
      if (remembered.size >= REMEMBERED_TOKENS) remembered.delete(remembered.keys().next().value ?? '');
      remembered.delete(hash);
      remembered.set(hash, verified);
    }
    const context = contextOf(response);
    context.caller = { ...verified.caller, requestId: context.requestId };
    next();
  };
}

function stringsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((each) => typeof each === 'string') : [];
}
