import { z } from 'zod';
import { operatorRoles, type OperatorRole } from '@seca-hetzner/domain';
import { ConfigurationError, variable } from '@seca-hetzner/domain/runtime';
import { DEFAULT_LIMITS, type AccessSettings, type OidcSettings } from './access-settings.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What comes unencrypted could be anybody's. */
const issuerUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => new URL(text).protocol === 'https:' || LOOPBACK.has(new URL(text).hostname),
    'has to be https, except on this machine',
  );

/** `admin=group-1,operator=group-2,operator=group-3`: what values of the role claim stand for. */
const roleMap = z.string().transform((text, context) => {
  const roles = new Map<string, OperatorRole>();
  for (const pair of text.split(',')) {
    const [name = '', ...rest] = pair.split('=');
    const role = operatorRoles.find((each) => each === name.trim());
    const value = rest.join('=').trim();
    if (role === undefined || value === '' || roles.has(value)) {
      context.addIssue({
        code: 'custom',
        message: `'${pair}' is not ROLE=VALUE with one of ${operatorRoles.join(', ')}, each value once`,
      });
    } else roles.set(value, role);
  }
  return roles;
});

/** The variables of the admin API that say who is let in, and how far. */
export const accessShape = {
  ADMIN_PUBLIC_URL: variable.url.optional(),
  ADMIN_INTROSPECTION: variable.flag.default(false),
  ADMIN_REQUESTS_PER_SECOND: variable.count.default(DEFAULT_LIMITS.callerPerSecond),
  ADMIN_QUERY_DEPTH: variable.count.default(DEFAULT_LIMITS.depth),
  ADMIN_QUERY_ALIASES: variable.count.default(DEFAULT_LIMITS.aliases),
  ADMIN_QUERY_COST: variable.count.default(DEFAULT_LIMITS.cost),
  ADMIN_SESSION_IDLE_SECONDS: variable.seconds.default(3_600),
  ADMIN_SESSION_SECONDS: variable.seconds.default(43_200),
  OIDC_ISSUER: issuerUrl.optional(),
  OIDC_CLIENT_ID: variable.text.optional(),
  OIDC_CLIENT_SECRET: variable.text.optional(),
  OIDC_ROLE_CLAIM: variable.text.default('roles'),
  OIDC_ROLES: roleMap.optional(),
  OIDC_TENANT_CLAIM: variable.text.optional(),
};

type AccessVariables = z.output<z.ZodObject<typeof accessShape>>;

export function accessOf(config: AccessVariables): AccessSettings {
  const oidc = oidcOf(config);
  return {
    hasIntrospection: config.ADMIN_INTROSPECTION,
    limits: {
      ...DEFAULT_LIMITS,
      callerPerSecond: config.ADMIN_REQUESTS_PER_SECOND,
      depth: config.ADMIN_QUERY_DEPTH,
      aliases: config.ADMIN_QUERY_ALIASES,
      cost: config.ADMIN_QUERY_COST,
    },
    ...(oidc ? { oidc } : {}),
  };
}

/** People sign in where we are a client of an OpenID provider. The issuer alone says nothing: the gateway has it too. */
function oidcOf(config: AccessVariables): OidcSettings | undefined {
  const {
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_TENANT_CLAIM: tenantClaim,
  } = config;
  if (clientId === undefined) return undefined;
  const needed = ['OIDC_ISSUER', 'OIDC_ROLES', 'ADMIN_PUBLIC_URL'] as const;
  const { OIDC_ISSUER: issuer, OIDC_ROLES: roles, ADMIN_PUBLIC_URL: publicUrl } = config;
  if (issuer === undefined || roles === undefined || publicUrl === undefined) {
    const missing = needed.filter((name) => config[name] === undefined);
    throw new ConfigurationError(missing.map((name) => `${name} is required with OIDC_CLIENT_ID`));
  }
  return {
    publicUrl,
    issuer,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    roleClaim: config.OIDC_ROLE_CLAIM,
    roles,
    ...(tenantClaim === undefined ? {} : { tenantClaim }),
    session: {
      idleMs: config.ADMIN_SESSION_IDLE_SECONDS * 1_000,
      lifetimeMs: config.ADMIN_SESSION_SECONDS * 1_000,
    },
  };
}
