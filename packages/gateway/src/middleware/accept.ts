import type { Request, RequestHandler } from 'express';
import type { DeletedFilter } from '@seca-hetzner/domain';
import { HttpError } from './problem.js';

interface MediaRange {
  type: string;
  parameters: ReadonlyMap<string, string>;
}

const ACCEPTED = new Set(['application/json', 'application/problem+json', 'application/*', '*/*']);

/** Refuses requests for anything but JSON. */
export const acceptsJson: RequestHandler = (request, _response, next) => {
  if (acceptableRanges(request).length === 0) {
    throw new HttpError(406, `answers are application/json, which ${request.headers.accept} does not take`);
  }
  next();
};

/**
 * Which resources a list shows: `application/json; deleted=true` shows those that are deleting too,
 * `deleted=only` shows nothing else. Source: SECA, list header `Accept`.
 */
export function deletedFilterOf(request: Request): DeletedFilter {
  const asked = acceptableRanges(request).map((range) => range.parameters.get('deleted'));
  if (asked.includes('only')) return 'only';
  return asked.includes('true') ? 'with' : 'without';
}

function acceptableRanges(request: Request): MediaRange[] {
  const header = request.headers.accept?.trim();
  if (!header) return [{ type: '*/*', parameters: new Map() }];
  return header
    .split(',')
    .map(rangeOf)
    .filter(({ type, parameters }) => ACCEPTED.has(type) && Number(parameters.get('q') ?? 1) > 0);
}

function rangeOf(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  return {
    type,
    parameters: new Map(
      parameters.map((each) => each.split('=', 2).map((part) => part.trim()) as [string, string]),
    ),
  };
}
