import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  findLastRun,
  findResource,
  findResourceBinding,
  findTargets,
  nicFields,
  type Domain,
} from '@seca-hetzner/domain';
import { wayOutOf, type ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import type { AdminContext } from '../context.js';
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
    @Ctx() { domain }: AdminContext,
  ): Promise<Instance | null> {
    return findInstance(domain, { tenant, region, workspace, name });
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
    @Ctx() { domain }: AdminContext,
  ): Promise<EgressExplanation | null> {
    const instance = await findInstance(domain, { tenant, region, workspace, name });
    if (!instance) return null;
    const { row, binding } = instance;
    const situation = await loadWayOut(domain.dataSource.manager, row, binding);
    const look = askGateway ? await lookAtGateway(domain, situation) : undefined;
    return egressFromDomain(wayOutOf({ ...situation, look }));
  }

  @FieldResolver(() => [Nic], {
    description: 'Its NICs, the primary one first; one that does not exist is left out.',
  })
  async nics(@Root() { row, binding }: Instance, @Ctx() { domain }: AdminContext): Promise<Nic[]> {
    const { manager } = domain.dataSource;
    const targets = await findTargets(manager, row.uid);
    const server = (binding?.observed ?? undefined) as ServerSighting | undefined;
    const nics: Nic[] = [];
    for (const { pointer } of nicFields(row.spec)) {
      const nic = targets.get(pointer);
      if (nic?.kind !== 'nic') continue;
      const subnet = (await findTargets(manager, nic.uid)).get('/spec/subnetRef');
      nics.push(nicFromDomain(nic, subnet, server));
    }
    return nics;
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

async function findInstance(
  { dataSource: { manager } }: Domain,
  identity: { tenant: string; region: string; workspace: string; name: string },
): Promise<Instance | null> {
  const instance = await findResource(manager, { ...identity, network: '', kind: 'instance' });
  return instance
    ? instanceFromDomain(instance, await findResourceBinding(manager, instance.uid, 'server'))
    : null;
}
