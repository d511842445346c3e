import {
  API_VERSION,
  kinds,
  providerOf,
  resourcePathOf,
  urnOf,
  type Kind,
  type Resource,
} from '@seca-hetzner/domain';

export type WireVerb = 'GET' | 'PUT';

/** `metadata` of an answer; `verb` is the method of the request answered, `GET` for items of lists. */
export function metadataToWire(resource: Resource, verb: WireVerb): object {
  const { kind, name, tenant, region, workspace, network, deletedAt } = resource;
  const { level, isRegional } = kinds[kind];
  return {
    name,
    provider: providerOf(kind),
    resource: resourcePathOf(resource),
    verb,
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
  };
}

/** `metadata` of a list. */
export function listMetadataToWire(kind: Kind, network: string, skipToken: string | undefined): object {
  const within = network === '' ? '' : `networks/${network}/`;
  return {
    provider: providerOf(kind),
    resource: `${within}${kinds[kind].collection}`,
    verb: 'GET',
    ...(skipToken === undefined ? {} : { skipToken }),
  };
}
