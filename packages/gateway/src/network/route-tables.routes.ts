import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { routeTableStatusToWire } from './route-table.wire.js';

export function routeTableRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({
    domain,
    kind: 'routing-table',
    statusReader: () => routeTableStatusToWire,
    updateWaitMs,
  });
}
