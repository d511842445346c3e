import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** A running transaction and what is to happen once it is committed. */
export interface Transaction {
  manager: EntityManager;
  /** Runs after the commit, in order; never when the transaction is rolled back. */
  afterCommit(action: () => Promise<void> | void): void;
}

const RETRIED_CODES = new Set(['40001', '40P01']); // serialization failure, deadlock
const UNIQUE_VIOLATION = '23505';
const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in one READ COMMITTED transaction. A deadlock, a serialisation failure or the loss of a race to
 * insert the same key starts it over, so `work` must have no effect outside the database but by `afterCommit`.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const actions: (() => Promise<void> | void)[] = [];
    try {
      const result = await dataSource.transaction('READ COMMITTED', (manager) =>
        work({ manager, afterCommit: (action) => void actions.push(action) }),
      );
      for (const action of actions) await action();
      return result;
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRetried(error)) throw error;
    }
  }
}

function isRetried(error: unknown): boolean {
  const code = postgresCode(error);
  return code !== undefined && (RETRIED_CODES.has(code) || code === UNIQUE_VIOLATION);
}

/** The SQLSTATE of a failed query; `undefined` for any other error. */
export function postgresCode(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
