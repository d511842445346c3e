import { Router } from 'express';
import { getRegion, listRegions, type Domain } from '@seca-hetzner/domain';
import { pathParameter } from '../resource/scope.js';
import { refuseMethod } from '../resource/resource.routes.js';
import { cataloguePage } from './catalogue-page.js';
import { regionToWire } from './region.wire.js';

export const REGION_COLLECTION = '/v1/regions';

/** Regions are for everybody with a token. The default region comes first. */
export function regionRoutes(domain: Domain, publicUrl: string): Router {
  const router = Router({ mergeParams: true });
  const { manager } = domain.dataSource;
  router.get(REGION_COLLECTION, async (request, response) => {
    const { items, skipToken } = cataloguePage(request, await listRegions(manager));
    response.json({
      items: items.map((region) => regionToWire(region, publicUrl)),
      metadata: {
        provider: 'seca.region/v1',
        resource: 'regions',
        verb: 'GET',
        ...(skipToken === undefined ? {} : { skipToken }),
      },
    });
  });
  router.all(REGION_COLLECTION, refuseMethod('GET'));
  router.get(`${REGION_COLLECTION}/:name`, async (request, response) => {
    response.json(regionToWire(await getRegion(manager, pathParameter(request, 'name')), publicUrl));
  });
  router.all(`${REGION_COLLECTION}/:name`, refuseMethod('GET'));
  return router;
}
