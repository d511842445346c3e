import { Router } from 'express';
import {
  NotFoundError,
  findCatalogueItem,
  listCatalogueItems,
  skuKinds,
  type Domain,
  type SkuKind,
} from '@seca-hetzner/domain';
import { callerOf } from '../middleware/request-context.js';
import { refuseMethod } from '../resource/resource.routes.js';
import { pathParameter, scopeOf } from '../resource/scope.js';
import { cataloguePage } from './catalogue-page.js';
import { skuToWire } from './sku.wire.js';

export const SKU_COLLECTION = '/v1/tenants/:tenant/skus';

/** The SKUs of one API. Every tenant sees the same ones, as if they were its own. */
export function skuRoutes(domain: Domain, kind: SkuKind): Router {
  const router = Router({ mergeParams: true });
  const { manager } = domain.dataSource;
  const { api } = skuKinds[kind];
  router.get(SKU_COLLECTION, async (request, response) => {
    const { tenant, region } = scopeOf(request, response);
    const access = { verb: 'list', api, type: 'skus', tenant, region, workspace: '' } as const;
    await domain.authorizer.authorize(callerOf(response), access);
    const { items, skipToken } = cataloguePage(request, await listCatalogueItems(manager, kind, region));
    response.json({
      items: items.map((sku) => skuToWire(sku, tenant)),
      metadata: {
        provider: `seca.${api}/v1`,
        resource: 'skus',
        verb: 'GET',
        ...(skipToken === undefined ? {} : { skipToken }),
      },
    });
  });
  router.all(SKU_COLLECTION, refuseMethod('GET'));
  router.get(`${SKU_COLLECTION}/:name`, async (request, response) => {
    const { tenant, region } = scopeOf(request, response);
    const name = pathParameter(request, 'name');
    const access = { verb: 'get', api, type: 'skus', name, tenant, region, workspace: '' } as const;
    await domain.authorizer.authorize(callerOf(response), access);
    const sku = await findCatalogueItem(manager, kind, region, name);
    if (!sku) throw new NotFoundError(`there is no ${kind} '${name}' in region '${region}'`);
    response.json(skuToWire(sku, tenant));
  });
  router.all(`${SKU_COLLECTION}/:name`, refuseMethod('GET'));
  return router;
}
