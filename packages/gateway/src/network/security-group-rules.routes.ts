import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';

export function securityGroupRuleRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({
    domain,
    kind: 'security-group-rule',
    statusReader: () => () => ({}),
    updateWaitMs,
  });
}
