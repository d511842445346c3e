import { InvalidRequestError, parseLabelSelector, type SkuItem } from '@seca-hetzner/domain';
import type { ListQuery } from '../resource/query.js';

/** One page of SKUs, in the order of the catalogue. */
export function pageOfSkus<T extends SkuItem>(
  skus: readonly T[],
  { limit, labels, skipToken }: ListQuery,
): { items: T[]; skipToken?: string } {
  const terms = labels === undefined ? [] : parseLabelSelector(labels);
  const selected = skus.filter((sku) => terms.every((term) => term.holds(sku.labels)));
  const start = skipToken === undefined ? 0 : positionAfter(selected, skipToken);
  const items = selected.slice(start, start + limit);
  const last = items.at(-1);
  const isLastPage = start + limit >= selected.length || !last;
  return { items, ...(isLastPage ? {} : { skipToken: Buffer.from(last.name).toString('base64url') }) };
}

function positionAfter(skus: readonly SkuItem[], token: string): number {
  const name = Buffer.from(token, 'base64url').toString();
  const position = skus.findIndex((sku) => sku.name === name);
  if (position >= 0) return position + 1;
  const message = 'skipToken was not given by a page before, or its SKU is gone';
  throw new InvalidRequestError(message, { faults: [{ pointer: '', parameter: 'skipToken', message }] });
}
