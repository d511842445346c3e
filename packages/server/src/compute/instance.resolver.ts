import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { findLastRun, findResource, findResourceBinding } from '@seca-hetzner/domain';
import { wayOutOf } from '@seca-hetzner/provider-hetzner/rules';
import type { AdminContext } from '../context.js';
import { Hop, hopFromDomain } from '../network/way-out.object.js';
import { Run, runFromDomain } from '../resource/run.object.js';
import { Instance, instanceFromDomain } from './instance.object.js';
import { loadWayOut } from './way-out.js';

@Resolver(() => Instance)
export class InstanceResolver {
  @Query(() => Instance, { nullable: true, description: 'One instance; null when there is none of this name.' })
  async instance(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('name') name: string,
    @Ctx() { domain }: AdminContext,
  ): Promise<Instance | null> {
    const { manager } = domain.dataSource;
    const instance = await findResource(manager, { tenant, region, workspace, network: '', kind: 'instance', name });
    return instance ? instanceFromDomain(instance, await findResourceBinding(manager, instance.uid, 'server')) : null;
  }

  @FieldResolver(() => [Hop], { description: 'The way to the internet, hop by hop, as a packet takes it.' })
  async wayOut(@Root() { row, binding }: Instance, @Ctx() { domain }: AdminContext): Promise<Hop[]> {
    return wayOutOf(await loadWayOut(domain.dataSource.manager, row, binding)).map(hopFromDomain);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The last run that did something for it.' })
  async lastRun(@Root() { uid }: Instance, @Ctx() { domain }: AdminContext): Promise<Run | null> {
    const run = await findLastRun(domain.dataSource.manager, uid);
    return run ? runFromDomain(run) : null;
  }
}
