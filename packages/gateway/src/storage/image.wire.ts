import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `ImageStatus`. An image that holds nothing has no size. */
export function imageStatusToWire({ status: { sizeMB } }: Resource<'image'>): object {
  return sizeMB === undefined ? {} : { sizeMB };
}
