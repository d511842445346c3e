import { natVmRoles } from '../agent/gateway-agent.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { ProviderBindingEntity } from './provider-binding.entity.js';
import type { Binding } from './provider-binding.repository.js';

/** What a machine at the provider is there for. */
const NODE_ROLES = ['server', ...Object.values(natVmRoles)];

/** Every machine that we run in a tenant, or in all that the caller may enter: of instances and of gateways. */
export async function findNodes(
  { dataSource }: Domain,
  caller: OperatorCaller,
  tenant: string | undefined,
): Promise<Binding[]> {
  if (tenant !== undefined) requireTenant(caller, tenant);
  const limit = tenant ?? caller.tenant;
  const query = dataSource.manager
    .createQueryBuilder(ProviderBindingEntity, 'binding')
    .innerJoin('binding.resource', 'resource')
    .where('binding.role IN (:...roles)', { roles: NODE_ROLES })
    .andWhere(`resource.kind IN ('instance', 'internet-gateway')`)
    .orderBy('resource.tenant', 'ASC')
    .addOrderBy('resource.workspace', 'ASC')
    .addOrderBy('resource.name', 'ASC')
    .addOrderBy('binding.role', 'ASC')
    .addOrderBy('binding.id', 'ASC');
  if (limit !== undefined) query.andWhere('resource.tenant = :tenant', { tenant: limit });
  return query.getMany();
}
