import express, { type RequestHandler } from 'express';
import { InvalidRequestError } from '@seca-hetzner/domain';
import { HttpError } from './problem.js';

const LIMIT_BYTES = 1_048_576;

/** Reads the body of a PUT as text, whatever encoding HTTP has put around it. */
const readText = express.text({ type: () => true, limit: LIMIT_BYTES, defaultCharset: 'utf-8' });

/**
 * Parses the body of a PUT as JSON. Text that a JSONB column cannot hold (NUL, half of a surrogate pair) is
 * refused here, and what is `null` counts as absent, since Go clients write unset lists and maps so.
 */
export const jsonBody: RequestHandler[] = [
  (request, _response, next) => {
    const type = request.headers['content-type'];
    if (type !== undefined && !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
      throw new HttpError(415, `the body has to be application/json, not ${type}`);
    }
    next();
  },
  readText,
  (request, _response, next) => {
    request.body = parse(typeof request.body === 'string' ? request.body : '');
    next();
  },
];

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text, withoutNulls);
  } catch (error) {
    if (error instanceof InvalidRequestError) throw error;
    throw new InvalidRequestError('the body is not valid JSON');
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  throw new InvalidRequestError('the body has to be a JSON object');
}

function withoutNulls(this: unknown, key: string, value: unknown): unknown {
  refuseUnstorable(key);
  // It would be dropped on the way without a word.
  if (key === '__proto__') throw new InvalidRequestError("the body has a member named '__proto__'");
  if (typeof value === 'string') refuseUnstorable(value);
  return value === null && !Array.isArray(this) ? undefined : value;
}

function refuseUnstorable(text: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return;
  throw new InvalidRequestError('the body has a NUL character or half of a surrogate pair in a string');
}
