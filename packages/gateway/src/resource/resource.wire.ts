import type { Condition, Kind, Resource } from '@seca-hetzner/domain';
import { metadataToWire, type WireVerb } from './metadata.wire.js';

/** What a kind shows of its status beside state and conditions. */
export type StatusToWire<K extends Kind> = (resource: Resource<K>) => object;

export function resourceToWire<K extends Kind>(
  resource: Resource<K>,
  verb: WireVerb,
  statusToWire: StatusToWire<K>,
): object {
  const { labels, annotations, extensions, spec, status } = resource;
  return {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    ...(extensions ? { extensions } : {}),
    metadata: metadataToWire(resource as Resource, verb),
    spec,
    status: {
      ...statusToWire(resource),
      state: status.state,
      conditions: conditionsToWire(status.conditions),
    },
  };
}

export function conditionsToWire(conditions: readonly Condition[]): object[] {
  return conditions.map(({ state, at, reason, message }) => ({
    state,
    lastTransitionAt: at,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  }));
}
