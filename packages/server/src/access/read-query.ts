import { GraphQLError, Kind, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ForbiddenError } from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import type { AdminLimits } from './access-settings.js';
import { MAX_TOKENS, requireModest } from './query-limits.js';
import type { PersistedQueries } from './persisted-queries.js';
import { Refusal } from './refusal.js';

/** What a request asks, as a client sends it. */
export interface AskedQuery {
  query?: unknown;
  /** Instead of a query: one that the console was built with. */
  documentId?: unknown;
}

/** Reads queries, and throws for those that nobody gets an answer to. */
export interface QueryReader {
  /** The text and the parsed form of what is asked. Throws `Refusal`, `ForbiddenError` or a syntax error. */
  read(asked: AskedQuery, context: AdminContext): { text: string; document: DocumentNode };
}

export function createQueryReader(
  schema: GraphQLSchema,
  limits: AdminLimits,
  persisted: PersistedQueries,
): QueryReader {
  return {
    read(asked, context) {
      const known = textOf(asked, persisted);
      const document = parseQuery(known.text);
      // What the console was built with is ours.
      if (!known.isPersisted) requireModest(schema, document, limits);
      if (context.bootstrapToken !== undefined) requireExchangeOnly(document);
      return { text: known.text, document };
    },
  };
}

function textOf(
  { query, documentId }: AskedQuery,
  persisted: PersistedQueries,
): { text: string; isPersisted: boolean } {
  if (typeof query === 'string' && documentId === undefined) return { text: query, isPersisted: false };
  if (typeof documentId === 'string' && query === undefined) {
    const text = persisted.get(documentId);
    if (text !== undefined) return { text, isPersisted: true };
    throw new Refusal(
      'PERSISTED_QUERY_NOT_FOUND',
      400,
      `there is no persisted query '${documentId.slice(0, 100)}': the console may be of another version`,
    );
  }
  throw new Refusal('BAD_REQUEST', 400, 'the body needs either `query` or `documentId`, as text');
}

function parseQuery(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isTooLong = error.message.includes(`${MAX_TOKENS} tokens`);
    throw new Refusal(
      isTooLong ? 'QUERY_TOO_COMPLEX' : 'GRAPHQL_PARSE_FAILED',
      400,
      isTooLong ? `the query has more than ${MAX_TOKENS} tokens` : error.message,
    );
  }
}

/** A bootstrap token opens one door. */
function requireExchangeOnly({ definitions }: DocumentNode): void {
  const isExchange = definitions.every(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.every(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === 'exchangeBootstrapToken',
      ),
  );
  if (!isExchange) {
    throw new ForbiddenError('a bootstrap token is good for the mutation exchangeBootstrapToken alone');
  }
}
