import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `BlockStorageStatus`. */
export function blockStorageStatusToWire({ status }: Resource<'block-storage'>): object {
  const { sizeGB, attachedTo } = status;
  return { sizeGB, ...(attachedTo ? { attachedTo } : {}) };
}
