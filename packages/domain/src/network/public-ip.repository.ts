import type { EntityManager } from 'typeorm';
import { urnOf } from '../resource/identity.js';
import { ResourceEntity, resourceFromEntity } from '../resource/resource.entity.js';
import type { Resource } from '../resource/resource.js';

/** The public IPs whose status says that the instance has them. */
export async function findPublicIpsAttachedTo(
  manager: EntityManager,
  instance: Resource<'instance'>,
): Promise<Resource<'public-ip'>[]> {
  const { tenant, region, workspace } = instance;
  const rows = await manager
    .createQueryBuilder(ResourceEntity, 'resource')
    .where('resource.tenant = :tenant AND resource.region = :region AND resource.workspace = :workspace')
    .andWhere(`resource.network = '' AND resource.kind = 'public-ip'`)
    .andWhere(`resource.status #>> '{attachedTo,resource}' = :instance`)
    .setParameters({ tenant, region, workspace, instance: urnOf(instance) })
    .getMany();
  return rows.map((row) => resourceFromEntity(row) as Resource<'public-ip'>);
}
