import {
  networkIdentityOf,
  nicFields,
  type Binding,
  type GatewayAgent,
  type Resource,
} from '@seca-hetzner/domain';
import type { AgentSighting, WayOutSituation } from '@seca-hetzner/provider-hetzner/rules';
import type { Loaders } from '../loaders.js';
import { natVmInUse, natVmsOf } from '../network/nat-vms.js';

/** Reads everything on the way from an instance, by its first NIC, to the internet. */
export async function loadWayOut(
  loaders: Loaders,
  instance: Resource<'instance'>,
  server: Binding | undefined,
): Promise<WayOutSituation> {
  const nic = await firstNic(loaders, instance);
  const subnet = nic && asKind(await targetOf(loaders, nic, '/spec/subnetRef'), 'subnet');
  const table = subnet && asKind(await targetOf(loaders, subnet, '/spec/routeTableRef'), 'routing-table');
  const route = table && (await routeToGateway(loaders, table));
  const network = subnet && (await loaders.byIdentity.load(networkIdentityOf(subnet)));
  const bindings = network ? await loaders.unitBindings.load(network.uid) : [];
  const gatewayUid = route?.gateway?.uid;
  const agents = network ? await loaders.agents.load(network.uid) : [];
  const vms = gatewayUid === undefined ? [] : natVmsOf(gatewayUid, bindings, agents);
  const natVm = natVmInUse(vms);
  return {
    instance,
    nic,
    subnet,
    table,
    route,
    server,
    network: bindings.find(({ role }) => role === 'network'),
    agent: natVm?.agent && agentSighting(natVm.agent),
    look: undefined,
    natVm: natVm?.binding,
    spareVm: vms.find((vm) => vm !== natVm)?.binding,
  };
}

function agentSighting(agent: GatewayAgent): AgentSighting {
  const { id, state, heartbeat, heartbeatAt, publishedVersion, acknowledgedVersion } = agent;
  return {
    id,
    state,
    stateReason: agent.stateReason ?? '',
    isRegistered: agent.registeredAt !== undefined,
    heartbeatAt,
    heartbeat,
    publishedVersion,
    publishedPrefixes: agent.publishedSourcePrefixes ?? [],
    acknowledgedVersion,
  };
}

async function firstNic(
  loaders: Loaders,
  instance: Resource<'instance'>,
): Promise<Resource<'nic'> | undefined> {
  const [field] = nicFields(instance.spec);
  return field && asKind(await targetOf(loaders, instance, field.pointer), 'nic');
}

async function targetOf(loaders: Loaders, from: Resource, field: string): Promise<Resource | undefined> {
  return (await loaders.targets.load(from.uid)).get(field);
}

function asKind<K extends Resource['kind']>(
  resource: Resource | undefined,
  kind: K,
): Resource<K> | undefined {
  return resource?.kind === kind ? (resource as Resource<K>) : undefined;
}

/** The first route that names an internet gateway, whether or not that exists. */
async function routeToGateway(
  loaders: Loaders,
  table: Resource<'routing-table'>,
): Promise<WayOutSituation['route']> {
  const targets = await loaders.targets.load(table.uid);
  for (const [index, { targetRef }] of table.spec.routes.entries()) {
    const target = targets.get(`/spec/routes/${index}/targetRef`);
    if (target?.kind === 'internet-gateway') return { index, gateway: target };
    if (!target && targetRef.resource.includes('internet-gateways/')) return { index, gateway: undefined };
  }
  return undefined;
}
