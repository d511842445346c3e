/** The demo's own issuer of SECA tokens; the gateway verifies them by the public key that is written for it. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

const ALGORITHM = 'ES256';
const ISSUER = 'urn:seca-hetzner:local';
const AUDIENCE = 'seca';

/** A private key, which names its algorithm and carries its thumbprint as key id. */
export async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(key) };
}

/** The key set to verify with; holds nothing of the private part. */
export function publicKeySet({ d: _private, ...publicKey }: JWK): { keys: JWK[] } {
  return { keys: [publicKey] };
}

export interface TokenClaims {
  subject: string;
  /** The tenants that the token opens the door to; rights there come from role assignments. */
  tenants: readonly string[];
  /** A span as `jose` reads it: `1h`, `30d`, `90 minutes`. */
  expiresIn: string;
}

/** A signed token with the claims that the gateway asks for; throws when `expiresIn` is no span of time. */
export async function mintToken(signingKey: JWK, claims: TokenClaims): Promise<string> {
  return new SignJWT({ tenants: claims.tenants })
    .setProtectedHeader({ alg: ALGORITHM, kid: signingKey.kid ?? '', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.subject)
    .setIssuedAt()
    .setExpirationTime(claims.expiresIn)
    .sign(await importJWK(signingKey, ALGORITHM));
}
