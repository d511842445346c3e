import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { UnauthenticatedError, type SecaCaller } from '@seca-hetzner/domain';

/** Bound of OpenID Connect for `sub`. */
const MAX_SUBJECT = 255;

const subject = z
  .string()
  .min(1)
  .max(MAX_SUBJECT)
  // In an assignment it stands for everybody, and so for nobody in particular.
  .refine((text) => text !== '*' && !text.includes('\0') && text.isWellFormed());

const names = z.array(z.string()).nullish();

const claimsSchema = z.object({
  sub: subject,
  /** The tenants whose member the holder is, by the issuer. */
  tenants: names,
  /** What the token limits itself to. As a text it is OAuth's, which says nothing here. */
  scope: z.union([z.string(), z.object({ tenants: names, regions: names, workspaces: names })]).nullish(),
});

/**
 * The caller of a verified token. Everything in it beside the subject can only take away; a claim that cannot be
 * understood might have wanted to, so the token is refused. Source: SECA, authentication.
 */
export function callerOfClaims(payload: JWTPayload): SecaCaller {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const claim = parsed.error.issues[0]?.path[0];
    throw new UnauthenticatedError(`the token is not valid: its claim '${String(claim)}' cannot be used`);
  }
  const { sub, tenants, scope } = parsed.data;
  return {
    type: 'seca',
    subject: sub,
    tenants: tenants ?? [],
    ...(scope && typeof scope === 'object'
      ? {
          scope: {
            tenants: scope.tenants ?? [],
            regions: scope.regions ?? [],
            workspaces: scope.workspaces ?? [],
          },
        }
      : {}),
    source: 'gateway',
  };
}
