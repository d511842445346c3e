import type { AuthCheckerFn } from 'type-graphql';
import { ForbiddenError, isAtLeast, type OperatorRole } from '@seca-hetzner/domain';
import type { AdminContext } from './context.js';

/**
 * Lets through whoever has the role that a field asks for with `@Authorized<OperatorRole>('operator')`. Queries and
 * subscriptions that ask for none are for every role. Throws `ForbiddenError`, which names the role that is needed.
 */
export const checkRole: AuthCheckerFn<AdminContext, OperatorRole> = ({ context, info }, needed) => {
  const { caller } = context;
  if (needed.every((role) => isAtLeast(caller.role, role))) return true;
  throw new ForbiddenError(
    `${info.fieldName} needs the role ${needed.join(', ')}; '${caller.subject}' has ${caller.role}`,
  );
};
