import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** What is known of a request wherever it is looked at; an error that knows nothing else still knows this. */
export interface RequestScope {
  requestId: string;
  /** Set by the authentication. */
  subject?: string;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Gives every request an id, which its answer, its errors, its log lines and its audit events carry. */
export function requestScope(): RequestHandler {
  return (_request, response, next) => {
    const scope = { requestId: randomUUID() };
    response.set('X-Request-Id', scope.requestId);
    scopes.run(scope, next);
  };
}

/** The scope of the request that is at work; a new one where there is no request. */
export function currentScope(): RequestScope {
  return scopes.getStore() ?? { requestId: randomUUID() };
}
