import type { Resource } from '@seca-hetzner/domain';
import { conditionsToWire } from '../resource/resource.wire.js';

/** Source: SECA `RouteTableStatus`; index-aligned with the routes of the spec. */
export function routeTableStatusToWire({ status }: Resource<'routing-table'>): object {
  return {
    routes: status.routes.map(({ state, conditions }) => ({
      state,
      conditions: conditionsToWire(conditions),
    })),
  };
}
