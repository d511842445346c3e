import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';

export function internetGatewayRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({ domain, kind: 'internet-gateway', statusReader: () => () => ({}), updateWaitMs });
}
