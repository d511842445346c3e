import { z } from 'zod';
import {
  API_VERSION,
  kinds,
  providerOf,
  resourcePathOf,
  urnOf,
  type Fault,
  type Kind,
  type Resource,
  type ResourceIdentity,
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

/** The parts of a request's metadata that say where the resource is. All else in it is ours, and ignored. */
export const placeSchema = z.object({
  name: z.string().optional(),
  tenant: z.string().optional(),
  region: z.string().optional(),
  workspace: z.string().optional(),
  network: z.string().optional(),
});

/** What a body says of its place must be what the path says; empty counts as unsaid. */
export function placeFaults(place: z.output<typeof placeSchema>, identity: ResourceIdentity): Fault[] {
  return (['name', 'tenant', 'region', 'workspace', 'network'] as const).flatMap((part) => {
    const said = place[part];
    const actual = identity[part];
    if (!said || said === actual || actual === '') return [];
    return [
      { pointer: `/metadata/${part}`, message: `the body names ${part} '${said}', the path '${actual}'` },
    ];
  });
}
