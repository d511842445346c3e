import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { publicIpStatusToWire } from './public-ip.wire.js';

export function publicIpRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({
    domain,
    kind: 'public-ip',
    statusReader: () => publicIpStatusToWire,
    updateWaitMs,
  });
}
