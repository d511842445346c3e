import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { subnetStatusToWire } from './subnet.wire.js';

export function subnetRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({ domain, kind: 'subnet', statusReader: () => subnetStatusToWire, updateWaitMs });
}
