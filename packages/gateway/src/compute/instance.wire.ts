import type { Resource } from '@seca-hetzner/domain';

/** Source: SECA `InstanceStatus`; `powerStateSince` is null when the instance was never started. */
export function instanceStatusToWire({ status }: Resource<'instance'>): object {
  return { powerState: status.powerState, powerStateSince: status.powerStateSince ?? null };
}
