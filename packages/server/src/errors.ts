/** How a refusal or failure is told to clients of the admin API, over HTTP and WebSocket alike. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import {
  databaseTroubleOf,
  DomainError,
  levelOfTrouble,
  troubleSentences,
  type DatabaseTrouble,
  type DomainErrorCode,
  type Fault,
} from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import { Refusal } from './access/refusal.js';
import type { RequestScope } from './access/request-scope.js';

/** Every `extensions.code` that there is; docs/admin-api.md says what each one means. Scripts rely on them. */
export const errorCodes = [
  'BAD_ORIGIN',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_SERVER_ERROR',
  'NOT_FOUND',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PRECONDITION_FAILED',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'SESSION_ENDED',
  'SIGN_IN_FAILED',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
  'VALIDATION_FAILED',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

const codes: Readonly<Record<DomainErrorCode, ErrorCode>> = {
  'invalid-request': 'BAD_USER_INPUT',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'precondition-failed': 'PRECONDITION_FAILED',
  validation: 'VALIDATION_FAILED',
};

/** Faults in the query itself, which GraphQL reports by itself. */
const OWN_CODES = new Set<string>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
] satisfies ErrorCode[]);

/** What somebody tried who may not; worth a line in the log. */
const LOGGED_CODES = new Set<ErrorCode>([
  'BAD_ORIGIN',
  'FORBIDDEN',
  'PAYLOAD_TOO_LARGE',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'SESSION_ENDED',
  'SIGN_IN_FAILED',
  'UNAUTHENTICATED',
]);

/** The error of an answer: a message for people, and in `extensions` a code, the request's id and what is at fault. */
export interface AnsweredError {
  message: string;
  extensions: { code: ErrorCode; requestId: string; faults?: readonly Fault[] };
}

/**
 * An error as a client may see it, and a log line where it deserves one. Of what nobody foresaw the client learns
 * nothing but the request's id.
 */
export function answerError(
  error: unknown,
  { requestId, subject }: RequestScope,
  logger: Logger,
): AnsweredError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const { code, message, faults, trouble } = explain(cause, error);
  const fields = { code, requestId, ...(subject === undefined ? {} : { subject }) };
  if (trouble)
    logger[levelOfTrouble(trouble)]({ ...fields, error: cause, trouble }, 'query not served by the database');
  else if (code === 'INTERNAL_SERVER_ERROR') logger.error({ ...fields, error: cause }, 'query failed');
  else if (LOGGED_CODES.has(code)) logger.info({ ...fields, reason: message }, 'request refused');
  return { message, extensions: { code, requestId, ...(faults?.length ? { faults } : {}) } };
}

/** The same for an error of a query, with the place in it. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  scope: RequestScope,
  logger: Logger,
): GraphQLFormattedError {
  const { message, extensions } = answerError(withCode(error, formatted), scope, logger);
  return {
    message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { ...extensions },
  };
}

function explain(
  cause: unknown,
  error: unknown,
): { code: ErrorCode; message: string; faults?: readonly Fault[]; trouble?: DatabaseTrouble } {
  if (cause instanceof Refusal) {
    return { code: cause.code, message: cause.message, faults: cause.more.faults ?? [] };
  }
  if (cause instanceof DomainError) {
    return { code: codes[cause.code], message: cause.message, faults: cause.faults };
  }
  const trouble = databaseTroubleOf(cause);
  if (trouble) return { code: 'UNAVAILABLE', message: troubleSentences[trouble], trouble };
  const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
  if (error instanceof GraphQLError && typeof code === 'string' && OWN_CODES.has(code)) {
    return { code: code as ErrorCode, message: error.message, faults: variableFaults(error.message) };
  }
  return { code: 'INTERNAL_SERVER_ERROR', message: 'the query could not be answered' };
}

/** Apollo gives codes to what it finds itself only in the formatted error. */
function withCode(error: unknown, formatted: GraphQLFormattedError): unknown {
  const code = formatted.extensions?.['code'];
  if (!(error instanceof GraphQLError) || error.originalError || typeof code !== 'string') return error;
  return new GraphQLError(formatted.message, { extensions: { code } });
}

/** GraphQL names the variable at fault in its sentence alone. */
const VARIABLE = /^Variable "\$(\w+)" .*?(?: at "([^"]+)"; |; |$)(.*)$/s;

/** Where in the variables the fault is, as a JSON pointer. */
function variableFaults(message: string): Fault[] {
  const [, variable, path, rule] = VARIABLE.exec(message) ?? [];
  if (variable === undefined) return [];
  const pointer = (path ?? variable).replaceAll(/[.[]/g, '/').replaceAll(']', '');
  return [{ pointer: `/${pointer}`, message: rule === undefined || rule === '' ? message : rule }];
}
