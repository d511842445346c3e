import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';

export function roleAssignmentRoutes(domain: Domain): Router {
  return resourceRoutes({ domain, kind: 'role-assignment', statusReader: () => () => ({}), updateWaitMs: 0 });
}
