import { QueryFailedError } from 'typeorm';

/**
 * What is wrong with the database rather than with a command: it is too `busy` or has no connection left, it is `away`
 * or starting, its disk is `full`. The same command may succeed later.
 */
export type DatabaseTrouble = 'busy' | 'away' | 'full';

/** What a client is told. */
export const troubleSentences: Readonly<Record<DatabaseTrouble, string>> = {
  busy: 'the database is too busy at the moment',
  away: 'the database cannot be reached at the moment',
  full: 'the database has no room left',
};

/** How loud a log is about it: the others pass by themselves, a full disk needs somebody. */
export function levelOfTrouble(trouble: DatabaseTrouble): 'warn' | 'error' {
  return trouble === 'full' ? 'error' : 'warn';
}

/** SQLSTATEs, by what they begin with. Source: PostgreSQL, appendix "Error codes". */
const SQLSTATES: Readonly<Record<string, DatabaseTrouble>> = {
  '40001': 'busy', // serialization failure
  '40P01': 'busy', // deadlock
  '53100': 'full',
  '53': 'busy', // out of connections, of memory
  '57014': 'busy', // it took too long
  '57P': 'away', // shutting down, crashed, starting
  '08': 'away', // connection exceptions
  '25006': 'away', // read only: another one is the primary now
};

/** What the socket says, or the name service. */
const SOCKET_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** What `pg` says without any code. */
const SENTENCES: Readonly<Record<string, DatabaseTrouble>> = {
  'timeout exceeded when trying to connect': 'busy',
  'Connection terminated unexpectedly': 'away',
  'Connection terminated due to connection timeout': 'away',
};

/** `undefined` for an error that is none of the database. */
export function databaseTroubleOf(error: unknown): DatabaseTrouble | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return undefined;
  const { code } = cause as { code?: unknown };
  if (typeof code !== 'string') return SENTENCES[cause.message];
  if (SOCKET_ERRORS.has(code)) return 'away';
  return SQLSTATES[code] ?? SQLSTATES[code.slice(0, 3)] ?? SQLSTATES[code.slice(0, 2)];
}
