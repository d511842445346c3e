import type { Request } from 'express';
import { InvalidRequestError } from '@seca-hetzner/domain';

/** Source: SECA, list parameter `limit`. */
export const LIMIT = { minimum: 1, maximum: 10_000, default: 1_000 };

/** What a list request asks for in its query. */
export interface ListQuery {
  limit: number;
  skipToken?: string;
  labels?: string;
}

export function listQueryOf(request: Request): ListQuery {
  const skipToken = single(request, 'skipToken');
  const labels = single(request, 'labels');
  return {
    limit: limitOf(single(request, 'limit')),
    ...(skipToken ? { skipToken } : {}),
    ...(labels ? { labels } : {}),
  };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return LIMIT.default;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= LIMIT.minimum && limit <= LIMIT.maximum) return limit;
  throw refused('limit', `has to be a whole number from ${LIMIT.minimum} to ${LIMIT.maximum}`);
}

function single(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && !value.includes('\0') && value.isWellFormed()) return value;
  throw refused(name, 'has to be given once, as text');
}

/** The version that a client has seen. Source: SECA, header `if-unmodified-since`: an integer, not a date. */
export function versionSeenBy(request: Request): number | undefined {
  const text = request.headers['if-unmodified-since'];
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw refused('if-unmodified-since', 'has to be the resourceVersion of a resource, an integer');
}

function refused(parameter: string, rule: string): InvalidRequestError {
  const message = `${parameter} ${rule}`;
  return new InvalidRequestError(message, { faults: [{ pointer: '', parameter, message }] });
}
