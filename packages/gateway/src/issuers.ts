import { readFileSync } from 'node:fs';
import type { JSONWebKeySet } from 'jose';
import type { GatewayConfig } from './config.js';
import { localIssuer, oidcIssuer, type TokenIssuer } from './middleware/token-issuer.js';

/** Whose tokens are taken: those of the configured OpenID provider and of the local issuer, as far as there are. */
export function issuersOf(config: GatewayConfig): TokenIssuer[] {
  const issuers: TokenIssuer[] = [];
  if (config.LOCAL_ISSUER_JWKS_FILE !== undefined) {
    const jwks = JSON.parse(readFileSync(config.LOCAL_ISSUER_JWKS_FILE, 'utf8')) as JSONWebKeySet;
    // Its name and audience are fixed: nobody else reads its tokens.
    issuers.push(localIssuer('urn:seca-hetzner:local', 'seca', jwks));
  }
  if (config.OIDC_ISSUER !== undefined && config.OIDC_AUDIENCE !== undefined) {
    issuers.push(
      oidcIssuer({
        issuer: config.OIDC_ISSUER,
        audience: config.OIDC_AUDIENCE,
        ...(config.OIDC_JWKS_URL === undefined ? {} : { jwksUrl: config.OIDC_JWKS_URL }),
      }),
    );
  }
  return issuers;
}
