import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { networkStatusToWire } from './network.wire.js';

export function networkRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({ domain, kind: 'network', statusReader: () => networkStatusToWire, updateWaitMs });
}
