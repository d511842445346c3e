/** The arguments of a command are at fault, so nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Does the work of a local command. Whatever stops it is told in one sentence on stderr, without a stack, and ends the
 * process: with 2 where the arguments are at fault, else with 1.
 */
export async function commandOrExit(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

function exitCodeOf(error: unknown): number {
  const isUsage = error instanceof UsageError || codeOf(error)?.startsWith('ERR_PARSE_ARGS_');
  return isUsage ? 2 : 1;
}

/** What to tell people of an error that ends a command. */
function sentenceOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `DATABASE_URL or REDIS_URL leads to nobody who answers: ${messageOf(error)}`;
    case '28P01':
    case '28000':
    case '3D000':
      return `The database of DATABASE_URL does not let us in: ${messageOf(error)}`;
    case '42P01':
    case '42703':
    case 'SchemaMigrationRequiredError':
      return `The database has not the schema of this version, run the migration first: ${messageOf(error)}`;
    default:
      return messageOf(error);
  }
}

/** What PostgreSQL, Node or the queue call it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where several addresses were tried, the outer one says nothing.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return error.message === '' && first !== undefined ? messageOf(first) : error.message;
}
