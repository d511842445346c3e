import type { TestWorld } from '@seca-hetzner/domain/testing';

/** Notes what the data source sends to the database while `work` is done, the check of the token included. */
export async function countingStatements<T>(
  dataSource: TestWorld['dataSource'],
  work: () => Promise<T>,
): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = [];
  const { logger } = dataSource;
  const listening = Object.create(logger) as typeof logger;
  listening.logQuery = (query) => void statements.push(query);
  dataSource.logger = listening;
  try {
    return { result: await work(), statements };
  } finally {
    dataSource.logger = logger;
  }
}
