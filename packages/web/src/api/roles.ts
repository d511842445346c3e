import type { OperatorRole } from './generated/graphql.js';

const RANKS: Readonly<Record<OperatorRole, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Whether `role` includes `needed`. */
export function includesRole(role: OperatorRole, needed: OperatorRole): boolean {
  return RANKS[role] >= RANKS[needed];
}
