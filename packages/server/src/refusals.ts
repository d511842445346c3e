import type { ErrorRequestHandler } from 'express';
import { databaseTroubleOf, DomainError } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import { Refusal } from './access/refusal.js';
import { currentScope } from './access/request-scope.js';
import { answerError } from './errors.js';

/** Answers what is thrown outside a query, in the form that a GraphQL client expects. */
export function refusals(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = asRefusal(thrown);
    if (error instanceof Refusal) response.set(error.more.headers ?? {});
    const status = statusOf(error);
    if (status === 401) response.set('WWW-Authenticate', 'Bearer');
    response.status(status).json({ errors: [answerError(error, currentScope(), logger)] });
  };
}

/** Body parser and static files say by `status` what was wrong with the request. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('status' in error) || error instanceof Refusal) return error;
  switch (error.status) {
    case 404:
      return new Refusal('NOT_FOUND', 404, 'there is nothing at this path');
    case 413:
      return new Refusal('PAYLOAD_TOO_LARGE', 413, 'the body has more than 1 MiB');
    default: {
      const { status } = error;
      if (typeof status !== 'number' || status >= 500) return error;
      return new Refusal('BAD_REQUEST', status, 'the request cannot be read');
    }
  }
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  if (databaseTroubleOf(error)) return 503;
  if (!(error instanceof DomainError)) return 500;
  if (error.code === 'unauthenticated') return 401;
  return error.code === 'forbidden' ? 403 : 400;
}
