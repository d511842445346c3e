import { z } from 'zod';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import {
  DomainError,
  InvalidRequestError,
  databaseTroubleOf,
  levelOfTrouble,
  troubleSentences,
  type Compatibility,
  type DomainErrorCode,
  type Fault,
} from '@seca-hetzner/domain';
import { contextOf } from './request-context.js';

/** A problem document. Source: RFC 7807, with SECA's `sources`. */
export const problemSchema = z
  .object({
    type: z.string().regex(/^http:\/\/secapi\.cloud\/errors\/[a-z-]+$/),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('The path of the request.'),
    sources: z
      .array(z.object({ pointer: z.string(), parameter: z.string() }))
      .describe('What is at fault: a JSON pointer into the body, or the name of a parameter.'),
    meta: z.object({
      requestId: z.string(),
      faults: z.array(z.string()).optional().describe('One sentence for each of `sources`.'),
    }),
  })
  .describe('Why a request was refused.');

type Problem = z.output<typeof problemSchema>;

interface ProblemClass {
  /** Last segment of the type's URI. */
  type: string;
  title: string;
  status: number;
}

/** A guess: those that wait for each other are done by then. */
const BUSY_RETRY_AFTER_S = '1';

/** Refused by HTTP itself, before any command is reached. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  constructor(
    readonly status: 404 | 405 | 406 | 413 | 415 | 429 | 503,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Bounds of an older form of the schema, which clients may still keep. */
const MAX_DETAIL = 32_768;
const MAX_INSTANCE = 256;

export const httpClasses: Readonly<Record<HttpError['status'], ProblemClass>> = {
  404: { type: 'resource-not-found', title: 'Not Found', status: 404 },
  405: { type: 'invalid-request', title: 'Method Not Allowed', status: 405 },
  406: { type: 'invalid-request', title: 'Not Acceptable', status: 406 },
  413: { type: 'invalid-request', title: 'Content Too Large', status: 413 },
  415: { type: 'invalid-request', title: 'Unsupported Media Type', status: 415 },
  429: { type: 'invalid-request', title: 'Too Many Requests', status: 429 },
  503: { type: 'internal-server-error', title: 'Service Unavailable', status: 503 },
};

export const defect: ProblemClass = {
  type: 'internal-server-error',
  title: 'Internal Server Error',
  status: 500,
};

/** The answer that the contract describes for each reason of a refusal. */
export const domainClasses: Readonly<Record<DomainErrorCode, ProblemClass>> = {
  'invalid-request': { type: 'invalid-request', title: 'Bad Request', status: 400 },
  unauthenticated: { type: 'unauthorized', title: 'Unauthorized', status: 401 },
  forbidden: { type: 'forbidden', title: 'Forbidden', status: 403 },
  'not-found': { type: 'resource-not-found', title: 'Not Found', status: 404 },
  conflict: { type: 'resource-conflict', title: 'Conflict', status: 409 },
  'precondition-failed': { type: 'precondition-failed', title: 'Precondition Failed', status: 412 },
  validation: { type: 'validation-error', title: 'Unprocessable Content', status: 422 },
};

/**
 * Under `suite`, what a PUT, DELETE or action is refused for always comes with status 412, which is the only one
 * that the official suite takes; the type stays what it is. A missing resource stays a 404 for DELETE.
 */
export function statusFor(compatibility: Compatibility, method: string, { status }: ProblemClass): number {
  if (compatibility === 'spec') return status;
  const isRefusal = status === 409 || status === 422 || (status === 404 && method !== 'DELETE');
  return isRefusal && method !== 'GET' && method !== 'HEAD' ? 412 : status;
}

/** Turns whatever was thrown into a problem document; what nobody foresaw is told without any detail. */
export function problems(compatibility: Compatibility): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = asRefusal(thrown);
    const { logger } = contextOf(response);
    if (error instanceof DomainError) {
      const problemClass = domainClasses[error.code];
      const status = statusFor(compatibility, request.method, problemClass);
      logger.debug({ error: error.code, status }, 'request refused');
      if (status === 401) response.set('WWW-Authenticate', `Bearer error="invalid_token"`);
      send(response, { ...problemClass, status }, error.message, error.faults);
      return;
    }
    const http = httpErrorOf(error);
    if (http) {
      response.set(http.headers);
      send(response, httpClasses[http.status], http.message);
      return;
    }
    const trouble = databaseTroubleOf(error);
    if (trouble) {
      logger[levelOfTrouble(trouble)]({ error, trouble }, 'request not served by the database');
      response.set('Retry-After', BUSY_RETRY_AFTER_S);
      send(response, httpClasses[503], troubleSentences[trouble]);
      return;
    }
    logger.error({ error }, 'request failed');
    send(response, defect, 'the request could not be handled; the log has the reason under this request id');
  };
}

/** What Express and its body parser say of a request that cannot be read, as a refusal of ours. */
function asRefusal(thrown: unknown): unknown {
  if (thrown instanceof URIError) return new InvalidRequestError('the path is not well encoded');
  const isBadRequest = thrown instanceof Error && 'status' in thrown && thrown.status === 400;
  return isBadRequest ? new InvalidRequestError('the body cannot be read as it was sent') : thrown;
}

/** Express and its body parser have errors of their own. */
function httpErrorOf(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (!(error instanceof Error) || !('type' in error)) return undefined;
  if (error.type === 'entity.too.large') return new HttpError(413, 'the body is larger than 1 MiB');
  if (error.type === 'encoding.unsupported' || error.type === 'charset.unsupported') {
    return new HttpError(415, 'the body has to be JSON in UTF-8');
  }
  return undefined;
}

function send(
  response: Response,
  { type, title, status }: ProblemClass,
  detail: string,
  faults: readonly Fault[] = [],
): void {
  const { requestId } = contextOf(response);
  const problem: Problem = {
    type: `http://secapi.cloud/errors/${type}`,
    title,
    status,
    detail: detail.slice(0, MAX_DETAIL),
    instance: response.req.originalUrl.slice(0, MAX_INSTANCE),
    sources: faults.map(({ pointer, parameter = '' }) => ({ pointer, parameter })),
    meta: { requestId, ...(faults.length > 0 ? { faults: faults.map((fault) => fault.message) } : {}) },
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** No route took the request. */
export const unknownPath: RequestHandler = (request) => {
  throw new HttpError(404, `there is nothing at ${request.path}`);
};
