import type { Request } from 'express';
import { InvalidRequestError, parseLabelSelector, type CatalogueItem } from '@seca-hetzner/domain';
import { deletedFilterOf } from '../middleware/accept.js';
import { listQueryOf } from '../resource/query.js';

/**
 * One page of regions or SKUs, in the order of the catalogue. What is on offer is not being deleted, so a list of
 * deleted ones is empty.
 */
export function cataloguePage<T extends CatalogueItem>(
  request: Request,
  offered: readonly T[],
): { items: T[]; skipToken?: string } {
  const { limit, labels, skipToken } = listQueryOf(request);
  const terms = labels === undefined ? [] : parseLabelSelector(labels);
  const shown = deletedFilterOf(request) === 'only' ? [] : offered;
  const selected = shown.filter((item) => terms.every((term) => term.holds(item.labels)));
  const start = skipToken === undefined ? 0 : positionAfter(selected, skipToken);
  const items = selected.slice(start, start + limit);
  const last = items.at(-1);
  const isLastPage = start + limit >= selected.length || !last;
  return { items, ...(isLastPage ? {} : { skipToken: Buffer.from(last.name).toString('base64url') }) };
}

function positionAfter(items: readonly CatalogueItem[], token: string): number {
  const name = Buffer.from(token, 'base64url').toString();
  const position = items.findIndex((item) => item.name === name);
  if (position >= 0) return position + 1;
  const message = 'skipToken was not given by a page before, or what it names is gone';
  throw new InvalidRequestError(message, { faults: [{ pointer: '', parameter: 'skipToken', message }] });
}
