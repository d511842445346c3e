import type { Router } from 'express';
import { countResources, type Domain } from '@seca-hetzner/domain';
import { resourceRoutes } from '../resource/resource.routes.js';

export function workspaceRoutes(domain: Domain, updateWaitMs: number): Router {
  return resourceRoutes({
    domain,
    kind: 'workspace',
    updateWaitMs,
    async statusReader(workspaces) {
      const counts = await countResources(domain, workspaces);
      return ({ uid }) => ({ resourceCount: counts.get(uid) ?? 0 });
    },
  });
}
