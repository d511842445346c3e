import { Router, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import {
  authorizePut,
  deleteResource,
  findResourceByUid,
  getResource,
  kinds,
  listResources,
  putRequestFromDocument,
  putResource,
  waitUntilSettled,
  type Domain,
  type Kind,
  type PutRequest,
  type Resource,
} from '@seca-hetzner/domain';
import { deletedFilterOf } from '../middleware/accept.js';
import { jsonBody } from '../middleware/body.js';
import { HttpError } from '../middleware/problem.js';
import { callerOf } from '../middleware/request-context.js';
import { listMetadataToWire } from './metadata.wire.js';
import { listQueryOf, versionSeenBy } from './query.js';
import { resourceToWire, type StatusToWire } from './resource.wire.js';
import { identityOf, scopeOf } from './scope.js';

export interface ResourceRouteOptions<K extends Kind> {
  domain: Domain;
  kind: K;
  /** Reads what the statuses of these resources show; most find all of it in the resource itself. */
  statusReader: (resources: readonly Resource<K>[]) => StatusToWire<K> | Promise<StatusToWire<K>>;
  /**
   * How long the answer to an update waits for it to be settled, in ms; 0 answers at once. Source: the contract
   * wants updates of workspaces and network kinds answered as `active`.
   */
  updateWaitMs: number;
}

const basePaths = {
  tenant: '/v1/tenants/:tenant',
  workspace: '/v1/tenants/:tenant/workspaces/:workspace',
  network: '/v1/tenants/:tenant/workspaces/:workspace/networks/:network',
} as const;

/** The path of a kind's collection, below its provider's base. */
export function collectionPathOf(kind: Kind): string {
  const { level, collection } = kinds[kind];
  return `${basePaths[level]}/${collection}`;
}

/** LIST, GET, PUT and DELETE of one kind. Reads never leave the database; writes only declare. */
export function resourceRoutes<K extends Kind>(options: ResourceRouteOptions<K>): Router {
  const { domain, kind, statusReader, updateWaitMs } = options;
  const router = Router({ mergeParams: true });
  const collection = collectionPathOf(kind);
  const item = `${collection}/:name`;

  router.get(collection, async (request, response) => {
    const scope = scopeOf(request, response);
    const caller = callerOf(response);
    const page = await listResources(domain, caller, {
      kind,
      scope: {
        ...scope,
        region: kinds[kind].isRegional ? scope.region : '',
        network: kinds[kind].level === 'network' ? scope.network : '',
      },
      deleted: deletedFilterOf(request),
      ...listQueryOf(request),
    });
    const items = page.items as Resource<K>[];
    const statusToWire = await statusReader(items);
    response.json({
      items: items.map((resource) => resourceToWire(resource, 'GET', statusToWire)),
      metadata: listMetadataToWire(
        kind,
        kinds[kind].level === 'network' ? scope.network : '',
        page.skipToken,
      ),
    });
  });
  router.all(collection, refuseMethod('GET'));

  router.get(item, async (request, response) => {
    const identity = identityOf(request, response, kind);
    await answer(response, 200, 'GET', await getResource(domain, callerOf(response), identity));
  });
  router.put(item, jsonBody, readPut, refuseStrangers, async (request: Request, response: Response) => {
    const { resource, isNew } = await putResource(domain, callerOf(response), request.body as PutRequest);
    if (isNew) response.location(request.originalUrl);
    await answer(response, isNew ? 201 : 200, 'PUT', isNew ? resource : await afterUpdate(resource));
  });
  router.delete(item, async (request, response) => {
    await deleteResource(
      domain,
      callerOf(response),
      identityOf(request, response, kind),
      versionSeenBy(request),
    );
    response.status(202).end();
  });
  router.all(item, refuseMethod('GET, PUT, DELETE'));
  return router;

  async function answer(
    response: Response,
    status: number,
    verb: 'GET' | 'PUT',
    found: Resource,
  ): Promise<void> {
    const resource = found as Resource<K>;
    const statusToWire = await statusReader([resource]);
    response.status(status).json(resourceToWire(resource, verb, statusToWire));
  }

  function readPut(request: Request, response: Response, next: NextFunction): void {
    const identity = identityOf(request, response, kind);
    request.body = putRequestFromDocument(identity, request.body, versionSeenBy(request));
    next();
  }

  /** What is wrong with a request that cannot be read is told only to those who may send it. */
  async function refuseStrangers(
    error: unknown,
    request: Request,
    response: Response,
    next: NextFunction,
  ): Promise<void> {
    await authorizePut(domain.authorizer, callerOf(response), identityOf(request, response, kind));
    next(error);
  }

  /** The resource once its update is settled, or as it is when that takes too long: the state it really has. */
  async function afterUpdate(updated: Resource): Promise<Resource> {
    const { uid, resourceVersion } = updated;
    let latest = updated;
    if (updateWaitMs === 0 || latest.observedVersion >= resourceVersion) return latest;
    await waitUntilSettled(domain.jobs, domain.clock, uid, updateWaitMs, async () => {
      const found = await findResourceByUid(domain.dataSource.manager, uid);
      if (found) latest = found;
      return !found || found.observedVersion >= resourceVersion;
    });
    return latest;
  }
}

/** The path is there, this method is not. Source: RFC 9110, 15.5.6. */
export function refuseMethod(allowed: string): RequestHandler {
  return (request) => {
    throw new HttpError(405, `${request.method} is not possible here, only ${allowed}`, { Allow: allowed });
  };
}
