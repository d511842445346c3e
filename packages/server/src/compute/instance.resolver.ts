import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { findResource, nicFields, requireTenant, type Resource } from '@seca-hetzner/domain';
import { wayOutOf, type ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import type { AdminContext } from '../context.js';
import type { Loaders } from '../loaders.js';
import { Nic, nicFromDomain } from '../network/nic.object.js';
import { Hop, hopFromDomain } from '../network/way-out.object.js';
import { Run, runFromDomain } from '../resource/run.object.js';
import { EgressExplanation, egressFromDomain } from './egress.object.js';
import { Instance, instanceFromDomain } from './instance.object.js';
import { lookAtGateway } from './look-at-gateway.js';
import { loadWayOut } from './way-out.js';

@Resolver(() => Instance)
export class InstanceResolver {
  @Query(() => Instance, {
    nullable: true,
    description: 'One instance; null when there is none of this name.',
  })
  async instance(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('name') name: string,
    @Ctx() context: AdminContext,
  ): Promise<Instance | null> {
    return findInstance(context, { tenant, region, workspace, name });
  }

  @Query(() => EgressExplanation, {
    nullable: true,
    description:
      'Whether and how an instance reaches the internet, hop by hop; null when there is none of this name.',
  })
  async explainEgress(
    @Arg('tenant') tenant: string,
    @Arg('region') region: string,
    @Arg('workspace') workspace: string,
    @Arg('instance') name: string,
    @Arg('askGateway', {
      defaultValue: false,
      description: 'Ask the NAT VM what it has seen of the instance, for which it gets five seconds.',
    })
    askGateway: boolean,
    @Ctx() context: AdminContext,
  ): Promise<EgressExplanation | null> {
    const instance = await findInstance(context, { tenant, region, workspace, name });
    if (!instance) return null;
    const { row, binding } = instance;
    const situation = await loadWayOut(context.loaders, row, binding);
    const look = askGateway ? await lookAtGateway(context.domain, situation) : undefined;
    return egressFromDomain(wayOutOf({ ...situation, look }));
  }

  @FieldResolver(() => [Nic], {
    description: 'Its NICs, the primary one first; one that does not exist is left out.',
  })
  async nics(@Root() { row, binding }: Instance, @Ctx() { loaders }: AdminContext): Promise<Nic[]> {
    const targets = await loaders.targets.load(row.uid);
    const server = (binding?.observed ?? undefined) as ServerSighting | undefined;
    const nics = nicFields(row.spec).flatMap(({ pointer }) => {
      const nic = targets.get(pointer);
      return nic?.kind === 'nic' ? [nic] : [];
    });
    return Promise.all(
      nics.map(async (nic) => {
        const subnet = (await loaders.targets.load(nic.uid)).get('/spec/subnetRef');
        return nicFromDomain(nic, subnet, server);
      }),
    );
  }

  @FieldResolver(() => [Hop], { description: 'The way to the internet, hop by hop, as a packet takes it.' })
  async wayOut(@Root() { row, binding }: Instance, @Ctx() { loaders }: AdminContext): Promise<Hop[]> {
    return wayOutOf(await loadWayOut(loaders, row, binding)).map(hopFromDomain);
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The last run that did something for it.' })
  async lastRun(@Root() { uid }: Instance, @Ctx() { loaders }: AdminContext): Promise<Run | null> {
    const run = await loaders.lastRun.load(uid);
    return run ? runFromDomain(run) : null;
  }
}

async function findInstance(
  { domain, caller, loaders }: AdminContext,
  identity: { tenant: string; region: string; workspace: string; name: string },
): Promise<Instance | null> {
  requireTenant(caller, identity.tenant);
  const { manager } = domain.dataSource;
  const instance = await findResource(manager, { ...identity, network: '', kind: 'instance' });
  return instance ? instanceWithServer(instance, loaders) : null;
}

/** The instance with what is known of its server. */
export async function instanceWithServer(
  instance: Resource<'instance'>,
  loaders: Loaders,
): Promise<Instance> {
  const bindings = await loaders.unitBindings.load(instance.uid);
  return instanceFromDomain(
    instance,
    bindings.find(({ role, resourceUid }) => role === 'server' && resourceUid === instance.uid),
  );
}
