import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { SecaCaller } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';

/** What is known of a request on its way. */
export interface RequestContext {
  requestId: string;
  readonly logger: Logger;
  /** Set by the authentication; a route behind it can rely on it. */
  caller?: SecaCaller;
  /** The region that the endpoint is for; a route of a provider can rely on it. */
  region?: string;
}

const contexts = new WeakMap<Response, RequestContext>();

/** Gives every request an id, which its answer, its log lines and its audit events carry. */
export function requestContext(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    contexts.set(response, {
      requestId,
      // Most requests are never logged.
      get logger() {
        return logger.child({ requestId, method: request.method });
      },
    });
    response.set('X-Request-Id', requestId);
    next();
  };
}

export function contextOf(response: Response): RequestContext {
  const context = contexts.get(response);
  if (!context) throw new Error('the request has no context');
  return context;
}

export function callerOf(response: Response): SecaCaller {
  const { caller } = contextOf(response);
  if (!caller) throw new Error('the request was not authenticated');
  return caller;
}

export function regionOf(response: Response): string {
  const { region } = contextOf(response);
  if (region === undefined) throw new Error('the request is for no region');
  return region;
}
