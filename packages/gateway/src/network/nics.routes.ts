import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { nicStatusToWire } from './nic.wire.js';

export function nicRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({ domain, kind: 'nic', statusReader: () => nicStatusToWire, updateWaitMs });
}
