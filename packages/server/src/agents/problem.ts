import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DomainError, type DomainErrorCode } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import type { AgentMetrics } from './metrics.js';

/** Refused by the endpoint itself, before any command is reached. */
export class AgentHttpError extends Error {
  override readonly name = 'AgentHttpError';
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 429,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const statuses: Readonly<Record<DomainErrorCode, number>> = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  validation: 400,
};

export const unknownPath: RequestHandler = (request) => {
  throw new AgentHttpError(404, `there is no ${request.method} ${request.path}`);
};

/** Every error as a problem document. Source: RFC 9457. */
export function problems(logger: Logger, metrics: AgentMetrics): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, detail, headers } = refusalOf(error);
    if (status >= 500) logger.error({ error, method: request.method, path: request.path }, 'request failed');
    metrics.refused.inc({ status });
    // What is left of a body that was not read must not be taken for the next request.
    if (!request.complete) response.set('Connection', 'close');
    sendProblem(response.set(headers), status, detail);
  };
}

export function sendProblem(response: Response, status: number, detail: string): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem = { type: 'about:blank', title, status, detail };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

interface Refusal {
  status: number;
  detail: string;
  headers: Readonly<Record<string, string>>;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof AgentHttpError) {
    return { status: error.status, detail: error.message, headers: error.headers };
  }
  if (error instanceof DomainError) {
    return { status: statuses[error.code], detail: error.message, headers: {} };
  }
  const status = statusOfParser(error);
  if (status === 413) return { status, detail: 'the body is too large', headers: {} };
  if (status < 500) return { status, detail: 'the request cannot be read', headers: {} };
  return { status: 500, detail: 'the request could not be handled', headers: {} };
}

/** The body parser says by `status` what was wrong with the request. */
function statusOfParser(error: unknown): number {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
  return 500;
}
