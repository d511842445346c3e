import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { findNodes, type Binding } from '@seca-hetzner/domain';
import type { ServerSighting } from '@seca-hetzner/provider-hetzner/rules';
import type { AdminContext } from '../context.js';
import type { Loaders } from '../loaders.js';
import { GatewayAgent, gatewayAgentFromDomain } from '../network/gateway-agent.object.js';
import { natVmsOf } from '../network/nat-vms.js';
import { ProviderConnection, connectionFromDomain } from '../provider/provider-connection.object.js';
import { resourceFromDomain } from '../resource/any-resource.js';
import { ProviderObject, providerObjectFromBinding } from '../resource/provider-object.object.js';
import { Resource } from '../resource/resource.object.js';

@ObjectType({ description: 'A machine that we run at a provider.' })
class Node {
  @Field({ description: '`server` of an instance; `nat-vm` or `nat-vm-standby` of a gateway.' })
  role!: string;

  @Field(() => String, { nullable: true, description: "Its state in the provider's words, as last seen." })
  status!: string | null;

  @Field(() => String, { nullable: true, description: "The provider's type of machine." })
  serverType!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is.' })
  location!: string | null;

  @Field(() => String, { nullable: true })
  publicAddress!: string | null;

  @Field(() => [String], { description: 'In the networks that it is attached to.' })
  privateAddresses!: string[];

  @Field(() => ProviderObject, { description: 'The machine, with evidence and its age.' })
  server!: ProviderObject;

  @Field(() => Resource, { description: 'The instance or the gateway that it is there for.' })
  resource!: Resource;

  @Field(() => Resource, { nullable: true, description: 'Of a NAT VM: the network that it serves.' })
  network!: Resource | null;

  @Field(() => GatewayAgent, { nullable: true, description: 'Of a NAT VM that has one.' })
  agent!: GatewayAgent | null;

  @Field(() => ProviderConnection, {
    nullable: true,
    description:
      'The connection that cannot be used, while it is so: nothing can be done about the machine meanwhile.',
  })
  blockedBy!: ProviderConnection | null;
}

@Resolver(() => Node)
export class NodesResolver {
  @Query(() => [Node], { description: 'Every machine that we run, of instances and of gateways.' })
  async nodes(
    @Arg('tenant', () => String, { nullable: true, description: 'Only of this tenant.' }) tenant:
      | string
      | null,
    @Ctx() { domain, caller, loaders }: AdminContext,
  ): Promise<Node[]> {
    const bindings = await findNodes(domain, caller, tenant ?? undefined);
    const nodes = await Promise.all(bindings.map((binding) => nodeFromBinding(binding, loaders)));
    return nodes.filter((node) => node !== undefined);
  }
}

/** `undefined` for one whose resource went meanwhile. */
async function nodeFromBinding(binding: Binding, loaders: Loaders): Promise<Node | undefined> {
  const [row, connection] = await Promise.all([
    loaders.resources.load(binding.resourceUid),
    loaders.connections.load(binding.connectionId),
  ]);
  if (!row) return undefined;
  const isNatVm = row.kind === 'internet-gateway';
  const agents = isNatVm ? await loaders.agents.load(binding.unitUid) : [];
  const network = isNatVm ? await loaders.resources.load(binding.unitUid) : undefined;
  const agent = natVmsOf(row.uid, [binding], agents)[0]?.agent;
  const seen = (binding.observed ?? undefined) as ServerSighting | undefined;
  const isUsable = connection?.status === 'connected' || connection?.status === 'degraded';
  return Object.assign(new Node(), {
    role: binding.role,
    status: seen?.status ?? null,
    serverType: seen?.serverType ?? null,
    location: seen?.location ?? null,
    publicAddress: seen?.publicIpv4 ?? null,
    privateAddresses: (seen?.privateNets ?? []).map(({ ip }) => ip),
    server: providerObjectFromBinding(binding),
    resource: await resourceFromDomain(row, loaders),
    network: network ? await resourceFromDomain(network, loaders) : null,
    agent: agent ? gatewayAgentFromDomain(agent) : null,
    blockedBy: connection && !isUsable ? connectionFromDomain(connection) : null,
  });
}
