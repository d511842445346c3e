import { z } from 'zod';
import type { StateHistory } from '../resource/conditions.js';

const names = (maximum: number) => z.array(z.string().min(1).max(64)).max(maximum).optional();

/** Where an assignment holds. An absent or empty list is no restriction, `*` in one neither. */
const scopeSchema = z.object({ tenants: names(64), regions: names(64), workspaces: names(256) });

/**
 * Source: SECA `RoleAssignmentSpec`. Nobody but the system makes one without roles: what is left when its last role
 * was deleted.
 */
export const roleAssignmentSpecSchema = z.object({
  /** Subjects of tokens; `*` is everybody whose token opens the tenant. */
  subs: z.array(z.string().min(1).max(128)).min(1).max(256),
  roles: z
    .array(
      z
        .string()
        .min(1)
        .max(64)
        .refine((role) => !role.includes('/'), 'is not the name of a role'),
    )
    .min(1)
    .max(32),
  scopes: z.array(scopeSchema).min(1).max(256),
});

export type AssignmentScope = z.output<typeof scopeSchema>;

export type RoleAssignmentSpec = z.output<typeof roleAssignmentSpecSchema>;

export type RoleAssignmentStatus = StateHistory;
