import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { securityGroupStatusToWire } from './security-group.wire.js';

export function securityGroupRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({
    domain,
    kind: 'security-group',
    statusReader: () => securityGroupStatusToWire,
    updateWaitMs,
  });
}
