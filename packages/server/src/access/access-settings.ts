import type { OperatorRole, SessionLimits } from '@seca-hetzner/domain';

/** What one process takes from one caller. */
export interface AdminLimits {
  /** Requests of one caller per second, in the mean of ten seconds. */
  callerPerSecond: number;
  /** Refused credentials from one address in a minute; further ones are not looked at for the rest of it. */
  failuresPerMinute: number;
  /** How deep fields of a query may be nested. */
  depth: number;
  /** Fields that a query may give other names. */
  aliases: number;
  /** Fields of the answer, as `query-limits.ts` guesses them. */
  cost: number;
}

export const DEFAULT_LIMITS: AdminLimits = {
  callerPerSecond: 100,
  failuresPerMinute: 60,
  depth: 20,
  aliases: 50,
  cost: 100_000,
};

/** The OpenID provider by which people sign in. */
export interface OidcSettings {
  /** Base URL of console and admin API, as browsers know it. */
  publicUrl: string;
  issuer: string;
  clientId: string;
  /** Absent for a public client, which PKCE alone protects. */
  clientSecret?: string;
  /** Path of the claim that says what somebody may do, its parts joined by dots. */
  roleClaim: string;
  /** The role that a value of that claim gives. Of several, the greatest counts. */
  roles: ReadonlyMap<string, OperatorRole>;
  /** Path of the claim that names the one tenant of a person, or `*` for all; absent: nobody is limited. */
  tenantClaim?: string;
  session: SessionLimits;
}

/** Who is let in, and how far. */
export interface AccessSettings {
  /** Whether the schema can be asked for. */
  hasIntrospection: boolean;
  limits: AdminLimits;
  /** Absent: API tokens only, and no cookie means anything. */
  oidc?: OidcSettings;
}
