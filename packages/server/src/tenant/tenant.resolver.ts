import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  createTenant,
  getTenant,
  listTenants,
  resumeTenant,
  setDefaultConnection,
  setSpendLimit,
  suspendTenant,
  type Domain,
  type OperatorCaller,
  type OperatorRole,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import { Tenant, tenantFromDomain } from './tenant.object.js';

@Resolver(() => Tenant)
export class TenantResolver {
  @Query(() => [Tenant], { description: 'The tenants that the caller may enter, by name.' })
  async tenants(@Ctx() { domain, caller }: AdminContext): Promise<Tenant[]> {
    return (await listTenants(domain.dataSource.manager, caller)).map(tenantFromDomain);
  }

  @Query(() => Tenant, { description: 'One tenant.' })
  async tenant(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    return read(domain, caller, name);
  }

  @FieldResolver(() => Float, {
    description:
      'What everything of it costs per month now, as declared, in euros without VAT, traffic and images; what has no known price counts as nothing.',
  })
  async costPerMonthEur(@Root() { name }: Tenant, @Ctx() { loaders }: AdminContext): Promise<number> {
    return (await loaders.spends.load(name))?.monthlyEur ?? 0;
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Tenant, {
    description: 'Makes a tenant, with its first administrator where a subject is named.',
  })
  async createTenant(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Arg('adminSubject', () => String, {
      nullable: true,
      description: 'The `sub` of its first administrator.',
    })
    adminSubject: string | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    await createTenant(domain, caller, name, adminSubject ?? undefined);
    return read(domain, caller, name);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Tenant, {
    description: "Refuses SECA's writes; reads work, and what was accepted is still made true.",
  })
  async suspendTenant(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    await suspendTenant(domain, caller, name);
    return read(domain, caller, name);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Tenant, { description: "Takes SECA's writes again." })
  async resumeTenant(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    await resumeTenant(domain, caller, name);
    return read(domain, caller, name);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Tenant, {
    description: 'Makes a connection the one that new workspaces take, and those that have none yet.',
  })
  async setDefaultConnection(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Arg('connectionId', () => ID, { description: 'One of its connections.' }) connectionId: string,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    await setDefaultConnection(domain, caller, name, connectionId);
    return read(domain, caller, name);
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => Tenant, { description: 'Limits what everything of a tenant may cost.' })
  async setSpendLimit(
    @Arg('name', { description: 'Its name.' }) name: string,
    @Arg('limitEur', () => Float, {
      nullable: true,
      description: 'Euros per month without VAT; null: no limit.',
    })
    limitEur: number | null,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<Tenant> {
    await setSpendLimit(domain, caller, name, limitEur ?? undefined);
    return read(domain, caller, name);
  }
}

async function read({ dataSource }: Domain, caller: OperatorCaller, name: string): Promise<Tenant> {
  return tenantFromDomain(await getTenant(dataSource.manager, caller, name));
}
