import { ForbiddenError } from '../errors.js';
import type { OperatorCaller } from './caller.js';
import type { OperatorRole } from './operator-role.js';

/** How often the use of a token or session is noted. */
export const USE_NOTED_AFTER_MS = 60_000;

/** Whom a token or a session stands for. */
export interface Operator {
  subject: string;
  role: OperatorRole;
  /** The one tenant that is open to it; absent: all of them. */
  tenant?: string;
}

/** Throws `ForbiddenError` for whoever is limited to a tenant: it is about the installation as a whole. */
export function requireNoLimit({ subject, tenant }: OperatorCaller): void {
  if (tenant !== undefined) {
    throw new ForbiddenError(`'${subject}' is limited to tenant '${tenant}', and this concerns all of them`);
  }
}

export function operatorFrom(
  subject: string,
  { role, tenant }: { role: OperatorRole; tenant: string | null },
): Operator {
  return { subject, role, ...(tenant === null ? {} : { tenant }) };
}
