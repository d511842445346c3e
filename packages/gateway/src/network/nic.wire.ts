import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `NicStatus`. */
export function nicStatusToWire({ status }: Resource<'nic'>): object {
  const { addresses, macAddress, publicIpRefs } = status;
  return { addresses, ...(macAddress ? { macAddress } : {}), ...(publicIpRefs ? { publicIpRefs } : {}) };
}
