import { Router } from 'express';
import { changePower, type Domain } from '@seca-hetzner/domain';
import { callerOf } from '../middleware/request-context.js';
import { versionSeenBy } from '../resource/query.js';
import { collectionPathOf, refuseMethod, resourceRoutes } from '../resource/resource.routes.js';
import { identityOf } from '../resource/scope.js';
import { instanceStatusToWire } from './instance.wire.js';

/** What can be done to an instance beside declaring it. */
export const POWER_ACTIONS = ['start', 'stop', 'restart'] as const;

/** Instances, and their power actions, which take no body and answer before anything has happened. */
export function instanceRoutes(domain: Domain): Router {
  const router = Router({ mergeParams: true });
  for (const action of POWER_ACTIONS) {
    const path = `${collectionPathOf('instance')}/:name/${action}`;
    router.post(path, async (request, response) => {
      await changePower(
        domain,
        callerOf(response),
        identityOf(request, response, 'instance'),
        action,
        versionSeenBy(request),
      );
      response.status(202).end();
    });
    router.all(path, refuseMethod('POST'));
  }
  router.use(
    resourceRoutes({ domain, kind: 'instance', statusReader: () => instanceStatusToWire, updateWaitMs: 0 }),
  );
  return router;
}
