import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { imageStatusToWire } from './image.wire.js';

export function imageRoutes(domain: Domain): Router {
  return resourceRoutes({
    domain,
    kind: 'image',
    statusReader: () => imageStatusToWire,
    updateWaitMs: 0,
  });
}
