import { withoutSecrets } from '../audit/audit.repository.js';
import { API_VERSION, providerOf, resourcePathOf, urnOf } from './identity.js';
import { kinds } from './kinds.js';
import type { Resource } from './resource.js';

/**
 * A resource as a SECA document, for people to read and copy: maps, metadata and spec as the REST API has them, the
 * status in the domain's words. User data is shown by its length and hash, so whoever sends it again must fill it in.
 */
export function documentOf(resource: Resource): object {
  const { kind, name, tenant, region, workspace, network, status, deletedAt } = resource;
  const { level, isRegional } = kinds[kind];
  const { labels, annotations, extensions } = resource;
  const { state, conditions, ...details } = status;
  return {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    ...(extensions ? { extensions } : {}),
    metadata: {
      name,
      provider: providerOf(kind),
      resource: resourcePathOf(resource),
      apiVersion: API_VERSION,
      kind,
      ref: urnOf(resource),
      tenant,
      ...(isRegional ? { region } : {}),
      ...(level === 'tenant' ? {} : { workspace }),
      ...(level === 'network' ? { network } : {}),
      createdAt: resource.createdAt.toISOString(),
      lastModifiedAt: resource.lastModifiedAt.toISOString(),
      ...(deletedAt ? { deletedAt: deletedAt.toISOString() } : {}),
      resourceVersion: resource.resourceVersion,
    },
    spec: withoutSecrets(resource.spec),
    status: {
      ...details,
      state,
      conditions: conditions.map(({ at, ...condition }) => ({ ...condition, lastTransitionAt: at })),
    },
  };
}
