import type { Router } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';
import { blockStorageStatusToWire } from './block-storage.wire.js';

export function blockStorageRoutes(domain: Domain): Router {
  return resourceRoutes({
    domain,
    kind: 'block-storage',
    statusReader: () => blockStorageStatusToWire,
    updateWaitMs: 0,
  });
}
