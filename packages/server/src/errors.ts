import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, type DomainErrorCode } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

/** `extensions.code` of a refusal; scripts rely on it. */
const codes: Readonly<Record<DomainErrorCode, string>> = {
  'invalid-request': 'BAD_USER_INPUT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'precondition-failed': 'PRECONDITION_FAILED',
  validation: 'VALIDATION_FAILED',
};

/** Faults in the query itself, which GraphQL reports by itself. */
const OWN_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
]);

/** An error as the client sees it: a stable code and the faults, or nothing at all for what nobody foresaw. */
export function formatError(
  logger: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const place = {
      ...(formatted.path ? { path: formatted.path } : {}),
      ...(formatted.locations ? { locations: formatted.locations } : {}),
    };
    if (cause instanceof DomainError) {
      return {
        ...place,
        message: cause.message,
        extensions: { code: codes[cause.code], faults: cause.faults },
      };
    }
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && OWN_CODES.has(code)) {
      return { ...place, message: formatted.message, extensions: { code } };
    }
    logger.error({ error: cause }, 'query failed');
    return {
      ...place,
      message: 'the query could not be answered',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
