import type { Request, RequestHandler } from 'express';
import type { DeletedFilter } from '@seca-hetzner/domain';
import { HttpError } from './problem.js';

/** The forms of a list, the usual one first, and which resources each shows. Source: SECA, list header `Accept`. */
export const LIST_FORMS: ReadonlyMap<string, DeletedFilter> = new Map([
  ['application/json', 'without'],
  ['application/json; deleted=true', 'with'],
  ['application/json; deleted=only', 'only'],
]);

/** What an answer can be called beside that: with its charset, and for clients that ask for nothing but refusals. */
const FORMS = [...LIST_FORMS.keys(), 'application/json; charset=utf-8', 'application/problem+json'];

/** Refuses requests for anything but JSON. */
export const acceptsJson: RequestHandler = (request, _response, next) => {
  if (formOf(request) === undefined) {
    const known = FORMS.join(', ');
    throw new HttpError(406, `answers come as ${known}, none of which ${request.headers.accept} takes`);
  }
  next();
};

/**
 * Which resources a list shows: `application/json; deleted=true` shows those that are deleting too,
 * `deleted=only` shows nothing else. Of several forms the one counts that the client prefers. Source: RFC 9110,
 * 12.5.1.
 */
export function deletedFilterOf(request: Request): DeletedFilter {
  return LIST_FORMS.get(formOf(request) ?? '') ?? 'without';
}

/** The form that the client prefers; `undefined` when it takes none. */
function formOf(request: Request): string | undefined {
  return request.accepts(FORMS) || undefined;
}
