import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';

/** Who signs tokens, for whom, and how: a token never chooses how it is checked. */
export interface TokenIssuer {
  /** As the claim `iss` has it, to the letter. */
  issuer: string;
  audience: string;
  algorithms: readonly string[];
  /** Finds the key of a token. Throws `IssuerUnreachableError` when it cannot be found out. */
  keys: JWTVerifyGetKey;
}

/** The issuer's keys could not be read, so nothing is known about the token. */
export class IssuerUnreachableError extends Error {
  override readonly name = 'IssuerUnreachableError';
}

/** One whose keys are at hand. It signs with ES256 only. */
export function localIssuer(issuer: string, audience: string, jwks: JSONWebKeySet): TokenIssuer {
  return { issuer, audience, algorithms: ['ES256'], keys: createLocalJWKSet(jwks) };
}

/** Signatures by key pairs: a public key of the issuer could otherwise be used as a shared secret. */
const ASYMMETRIC = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];

export interface OidcOptions {
  issuer: string;
  audience: string;
  /** Where its keys are; found by discovery when it is not told. */
  jwksUrl?: string;
}

/** One that publishes its keys. They are read when the first token comes, and again when one names an unknown key. */
export function oidcIssuer({ issuer, audience, jwksUrl }: OidcOptions): TokenIssuer {
  let remote: Promise<JWTVerifyGetKey> | undefined;
  const remoteKeys = (): Promise<JWTVerifyGetKey> => {
    remote ??= keySetOf(issuer, jwksUrl).catch((error: unknown) => {
      remote = undefined;
      throw error;
    });
    return remote;
  };
  return {
    issuer,
    audience,
    algorithms: ASYMMETRIC,
    async keys(header, token) {
      try {
        return await (
          await remoteKeys()
        )(header, token);
      } catch (error) {
        if (isAboutToken(error)) throw error;
        throw new IssuerUnreachableError(`read the keys of ${issuer}`, { cause: error });
      }
    },
  };
}

/** The keys were read, and none of them is the token's. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

const FETCH_LIMIT_MS = 5_000;

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** Source: OpenID Connect Discovery 1.0, 4. */
async function keySetOf(issuer: string, jwksUrl: string | undefined): Promise<JWTVerifyGetKey> {
  return createRemoteJWKSet(new URL(jwksUrl ?? (await discoverKeys(issuer))), {
    timeoutDuration: FETCH_LIMIT_MS,
  });
}

async function discoverKeys(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const metadata = metadataSchema.parse(await response.json());
  if (metadata.issuer !== issuer) throw new Error(`${url} is of another issuer, ${metadata.issuer}`);
  return metadata.jwks_uri;
}
