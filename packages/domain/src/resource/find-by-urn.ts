import type { EntityManager } from 'typeorm';
import { kinds, type Kind } from './kinds.js';
import { ResourceEntity, resourceFromEntity } from './resource.entity.js';
import type { Resource } from './resource.js';

const URN =
  /^seca\.(?<api>[a-z]+)\/v1\/tenants\/(?<tenant>[^/]+)\/(?:workspaces\/(?<workspace>[^/]+)\/)?(?:networks\/(?<network>[^/]+)\/)?(?<collection>[^/]+)\/(?<name>[^/]+)$/;

/** The resources of a URN, which names no region: in each region there may be one. Empty for what is no URN. */
export async function findByUrn(manager: EntityManager, urn: string): Promise<Resource[]> {
  const {
    api,
    tenant = '',
    workspace = '',
    network = '',
    collection,
    name = '',
  } = URN.exec(urn)?.groups ?? {};
  const known = Object.entries(kinds).find(
    ([, facts]) => facts.collection === collection && facts.api === api,
  );
  if (!known) return [];
  const rows = await manager.find(ResourceEntity, {
    where: { tenant, workspace, network, kind: known[0] as Kind, name },
    order: { region: 'ASC' },
  });
  return rows.map(resourceFromEntity);
}
