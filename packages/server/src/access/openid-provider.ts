/** The OpenID provider: authorization code with PKCE (RFC 7636), as OpenID Connect Core 1.0 says. */
import * as client from 'openid-client';
import type { Person } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import type { OidcSettings } from './access-settings.js';
import { personFromClaims } from './person-from-claims.js';
import { Refusal } from './refusal.js';

/** What ties the way back to the way there. */
export interface Ties {
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface OpenidProvider {
  /** Where a browser is sent to sign in. Throws a `Refusal` when the provider does not answer. */
  begin(): Promise<Ties & { url: URL }>;
  /**
   * Who came back with the query string `search`. Throws a `Refusal` for what does not fit the way there, and
   * `ForbiddenError` for a person who has no role here.
   */
  finish(search: string, ties: Ties): Promise<Person>;
}

export const CALLBACK_PATH = '/auth/callback';

/** The provider is asked for its metadata when the first person comes, so it need not be there when we start. */
export function createOpenidProvider(settings: OidcSettings, logger: Logger): OpenidProvider {
  const callback = `${settings.publicUrl}${CALLBACK_PATH}`;
  let found: Promise<client.Configuration> | undefined;

  async function configuration(): Promise<client.Configuration> {
    found ??= discover(settings);
    try {
      return await found;
    } catch (error) {
      found = undefined;
      logger.warn({ error, issuer: settings.issuer }, 'OpenID provider cannot be used');
      throw new Refusal('SIGN_IN_FAILED', 502, 'the OpenID provider does not answer as it should');
    }
  }

  return {
    async begin() {
      const config = await configuration();
      const codeVerifier = client.randomPKCECodeVerifier();
      const ties = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: 'openid profile email',
        state: ties.state,
        nonce: ties.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { ...ties, url };
    },
    async finish(search, { state, nonce, codeVerifier }) {
      const config = await configuration();
      try {
        return personFromClaims(await claimsOf(config, new URL(`${callback}${search}`)), settings);
      } catch (error) {
        if (!isOfSignIn(error)) throw error;
        logger.info({ error }, 'sign-in failed');
        throw new Refusal('SIGN_IN_FAILED', 403, `the sign-in did not succeed${reasonOf(error)}`);
      }

      async function claimsOf(at: client.Configuration, url: URL): Promise<Record<string, unknown>> {
        const tokens = await client.authorizationCodeGrant(at, url, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error('an ID token was expected, and none is there');
        if (!at.serverMetadata().userinfo_endpoint) return claims;
        // Some providers keep ID tokens small and tell the rest when asked.
        return { ...(await client.fetchUserInfo(at, tokens.access_token, claims.sub)), ...claims };
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  return client.discovery(
    url,
    clientId,
    undefined,
    clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
    // The configuration takes plain HTTP on this machine only.
    url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {},
  );
}

/** Whether it was the sign-in that went wrong, rather than this program. */
function isOfSignIn(error: unknown): error is Error {
  return (
    error instanceof client.ClientError ||
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    error instanceof client.WWWAuthenticateChallengeError
  );
}

/** `access_denied` and the like, which the provider means for whoever reads it. */
function reasonOf(error: Error): string {
  return error instanceof client.AuthorizationResponseError ? `: ${error.error}` : '';
}
