import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { ConflictError } from '../errors.js';
import type { Kind } from '../resource/kinds.js';
import { readSpend } from './spend.repository.js';

/** The kinds whose declaration can make a tenant's spend rise. */
const COSTING: ReadonlySet<Kind> = new Set<Kind>([
  'instance',
  'block-storage',
  'public-ip',
  'nic',
  'subnet',
  'routing-table',
]);

/**
 * Begins to watch what a write within the transaction of `manager` makes of the tenant's spend. The check that it gives
 * is for after the write, and throws `ConflictError` with the figures when the write makes the spend rise above the
 * limit. Where there is a limit, the writes of a tenant that may cost something come one after the other.
 */
export async function watchSpend(
  { providerRules }: Pick<Domain, 'providerRules'>,
  manager: EntityManager,
  tenant: string,
  kind: Kind,
): Promise<() => Promise<void>> {
  const limit = COSTING.has(kind) ? await lockLimit(manager, tenant) : undefined;
  if (limit === undefined) return async () => {};
  const before = await readSpend(manager, providerRules, tenant);
  return async () => {
    const after = await readSpend(manager, providerRules, tenant);
    if (after.monthlyEur <= limit || after.monthlyEur <= before.monthlyEur) return;
    throw new ConflictError(
      `the spend limit of tenant '${tenant}' is ${limit.toFixed(2)} € per month: with this it would be ` +
        `${after.monthlyEur.toFixed(2)} €, it is ${before.monthlyEur.toFixed(2)} € now`,
    );
  };
}

/** Tenants without a limit, which are most, lock nothing. */
async function lockLimit(manager: EntityManager, tenant: string): Promise<number | undefined> {
  const read = async (lock: string): Promise<number | undefined> => {
    const rows: { limit: number | null }[] = await manager.query(
      `SELECT spend_limit_eur AS "limit" FROM tenant WHERE name = $1 ${lock}`,
      [tenant],
    );
    return rows[0]?.limit ?? undefined;
  };
  return (await read('')) === undefined ? undefined : read('FOR NO KEY UPDATE');
}
