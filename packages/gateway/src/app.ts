import express, { Router, type Express, type RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { Domain } from '@seca-hetzner/domain';
import type { Logger, Registry } from '@seca-hetzner/domain/runtime';
import { roleAssignmentRoutes } from './authorization/role-assignments.routes.js';
import { roleRoutes } from './authorization/roles.routes.js';
import { instanceRoutes } from './compute/instances.routes.js';
import { acceptsJson } from './middleware/accept.js';
import { authentication } from './middleware/authentication.js';
import { requestMetrics } from './middleware/metrics.js';
import { HttpError, problems, unknownPath } from './middleware/problem.js';
import { contextOf, requestContext } from './middleware/request-context.js';
import { limitCallers, limitWork, type RequestLimits } from './middleware/request-limits.js';
import type { TokenIssuer } from './middleware/token-issuer.js';
import { internetGatewayRoutes } from './network/internet-gateways.routes.js';
import { networkRoutes } from './network/networks.routes.js';
import { nicRoutes } from './network/nics.routes.js';
import { publicIpRoutes } from './network/public-ips.routes.js';
import { routeTableRoutes } from './network/route-tables.routes.js';
import { securityGroupRuleRoutes } from './network/security-group-rules.routes.js';
import { securityGroupRoutes } from './network/security-groups.routes.js';
import { subnetRoutes } from './network/subnets.routes.js';
import { rememberRegions } from './region/known-regions.js';
import { regionRoutes } from './region/regions.routes.js';
import { skuRoutes } from './region/skus.routes.js';
import { blockStorageRoutes } from './storage/block-storages.routes.js';
import { imageRoutes } from './storage/images.routes.js';
import { wellknownRoutes } from './wellknown/wellknown.routes.js';
import { workspaceRoutes } from './workspace/workspaces.routes.js';

export interface GatewayOptions {
  domain: Domain;
  /** Those whose tokens are taken. A subject is the same one, whoever of them vouches for it. */
  issuers: readonly TokenIssuer[];
  limits: RequestLimits;
  /** Base of every URL that we give out. */
  publicUrl: string;
  updateWaitMs: number;
  /** Addresses or networks of proxies whose forwarded headers count. */
  trustedProxies?: readonly string[];
  metrics: Registry;
  logger: Logger;
}

/**
 * Answers are data: a browser that is shown one shall load, run and frame nothing. What else could be said to
 * browsers is about pages and plug-ins, or says the same once more to old ones.
 */
const DATA_ONLY: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** SECA's REST API: middleware and routers in the order in which a request meets them. */
export function createApp(options: GatewayOptions): Express {
  const { domain, issuers, limits, publicUrl, metrics, logger, trustedProxies = [] } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', [...trustedProxies]);
  app.set('query parser', 'simple');
  app.use(requestContext(logger));
  app.use(requestMetrics(metrics));
  app.use(helmet(DATA_ONLY));
  app.use(limitWork(limits));
  app.use(acceptsJson);
  app.use(wellknownRoutes(publicUrl));
  app.use(authentication(issuers));
  app.use(limitCallers(limits));
  const providers = providerRoutes(options);
  const takeRegion = inRegion(domain);
  app.use('/providers', takeRegion, providers);
  app.use('/regions/:region/providers', takeRegion, providers);
  app.use(unknownPath);
  app.use(problems(domain.settings.compatibility));
  return app;
}

/** One router per provider. The same ones serve both forms of the base path. */
function providerRoutes({ domain, publicUrl, updateWaitMs }: GatewayOptions): Router {
  const router = Router({ mergeParams: true });
  router.use('/seca.region', regionRoutes(domain, publicUrl));
  router.use('/seca.authorization', roleRoutes(domain), roleAssignmentRoutes(domain));
  router.use('/seca.workspace', workspaceRoutes(domain, updateWaitMs));
  router.use('/seca.compute', skuRoutes(domain, 'instance-sku'), instanceRoutes(domain));
  router.use(
    '/seca.storage',
    skuRoutes(domain, 'storage-sku'),
    blockStorageRoutes(domain),
    imageRoutes(domain),
  );
  router.use(
    '/seca.network',
    skuRoutes(domain, 'network-sku'),
    networkRoutes(domain, updateWaitMs),
    internetGatewayRoutes(domain, updateWaitMs),
    routeTableRoutes(domain, updateWaitMs),
    subnetRoutes(domain, updateWaitMs),
    nicRoutes(domain, updateWaitMs),
    publicIpRoutes(domain, updateWaitMs),
    securityGroupRoutes(domain, updateWaitMs),
    securityGroupRuleRoutes(domain, updateWaitMs),
  );
  return router;
}

/** Until the catalogue is read there is no region to serve. */
const RETRY_AFTER_S = '5';

/** Finds out which region the request is for: the one in its path, else the default one. */
function inRegion(domain: Domain): RequestHandler {
  const regionsOnOffer = rememberRegions(domain);
  return async (request, response, next) => {
    const regions = await regionsOnOffer();
    const [first] = regions;
    if (!first)
      throw new HttpError(503, 'the provider has not been asked for its regions yet', {
        'Retry-After': RETRY_AFTER_S,
      });
    const asked = request.params['region'];
    if (asked !== undefined && !regions.some(({ name }) => name === asked)) {
      throw new HttpError(404, `there is no region '${String(asked)}'`);
    }
    contextOf(response).region = typeof asked === 'string' ? asked : first.name;
    next();
  };
}
