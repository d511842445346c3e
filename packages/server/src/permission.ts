import type { AuthCheckerFn } from 'type-graphql';
import { ForbiddenError, isAtLeast, type OperatorRole } from '@seca-hetzner/domain';
import type { AdminContext } from './context.js';

/** What a field can ask for: a role, or to be used by whoever has a bootstrap token. */
export type Permission = OperatorRole | 'bootstrap';

/**
 * Lets through whoever has the role that a field asks for with `@Authorized<OperatorRole>('operator')`. Queries and
 * subscriptions that ask for none are for every role. Throws `ForbiddenError`, which names the role that is needed.
 */
export const checkRole: AuthCheckerFn<AdminContext, Permission> = ({ context, info }, needed) => {
  const { caller, bootstrapToken } = context;
  if (needed.every((role) => isGiven(context, role))) return true;
  const isExchange = needed.includes('bootstrap');
  throw new ForbiddenError(
    isExchange || bootstrapToken !== undefined
      ? `${info.fieldName} ${isExchange ? 'needs' : 'cannot be used with'} a bootstrap token`
      : `${info.fieldName} needs the role ${needed.join(', ')}; '${caller.subject}' has ${caller.role}`,
  );
};

function isGiven({ caller, bootstrapToken }: AdminContext, permission: Permission): boolean {
  const isBootstrap = bootstrapToken !== undefined;
  return permission === 'bootstrap' ? isBootstrap : !isBootstrap && isAtLeast(caller.role, permission);
}
