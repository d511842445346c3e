import {
  areOtherAgentsHeard,
  findAddresses,
  findAgents,
  findInScope,
  findReferrers,
  findResource,
  findResourceByUid,
  findTargets,
  findUnitBindings,
  getWorkspaceSettings,
  ipv4Range,
  nicFields,
  scopeWithin,
  workspaceIdentityOf,
  type Binding,
  type EntityManager,
  type GatewayAgent,
  type NatVmSlot,
  type Resource,
  type Run,
  type WorkspaceSettings,
} from '@seca-hetzner/domain';
import { cheapestServerTypes, regionData } from '../catalogue-data.js';
import type { AgentOptions } from './agent.js';
import { isNatRole, slotRoles } from './nat-slot.js';
import type {
  GatewayIntent,
  GatewayUse,
  NatAddresses,
  NatPlace,
  NetworkIntent,
  RouteIntent,
  SubnetIntent,
  TableIntent,
} from './intent.js';

/** Reads what is wanted of a network; `undefined` when it is gone. */
export async function loadNetwork(
  run: Run,
  installation: WorkspaceSettings,
  options: Pick<AgentOptions, 'url' | 'hasStandbys'> | undefined,
): Promise<NetworkIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const network = await findResourceByUid(manager, run.unit.uid);
  if (network?.kind !== 'network') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(network));
  const region = await regionData(manager, network.region);
  const scope = scopeWithin(network);
  const bindings = await findUnitBindings(manager, network.uid);
  const subnets = await Promise.all(
    (await findInScope(manager, 'subnet', scope)).map((subnet) => subnetIntent(manager, subnet)),
  );
  const tables = await Promise.all(
    (await findInScope(manager, 'routing-table', scope)).map((table) => tableIntent(manager, network, table)),
  );
  const { natGateway, driftHealing } = await getWorkspaceSettings(manager, workspace?.uid, installation);
  const agents = options ? await findAgents(manager, network.uid) : [];
  const gateways = await gatewayIntents(manager, {
    network,
    subnets,
    tables,
    bindings,
    agents,
    natGateway,
  });
  return {
    network,
    ipRange: network.status.cidr.ipv4 ?? '',
    networkZone: region.networkZone,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    subnets,
    tables,
    gateways,
    agents: options && { ...options, areOthersHeard: await areOtherAgentsHeard(run.domain, network.uid) },
    driftHealing,
    bindings,
    now: run.domain.clock.now(),
  };
}

async function subnetIntent(manager: EntityManager, subnet: Resource<'subnet'>): Promise<SubnetIntent> {
  const isWaiting = subnet.status.conditions[0]?.reason === 'RangeTaken';
  const range = subnet.status.cidr?.ipv4;
  const table = (await findTargets(manager, subnet.uid)).get('/spec/routeTableRef');
  return {
    subnet,
    range: isWaiting || range === undefined ? undefined : ipv4Range(range),
    tableUid: table?.uid,
  };
}

async function tableIntent(
  manager: EntityManager,
  network: Resource<'network'>,
  table: Resource<'routing-table'>,
): Promise<TableIntent> {
  const targets = await findTargets(manager, table.uid);
  const routes = await Promise.all(
    table.spec.routes.map(async ({ destinationCidrBlock, targetRef }, index): Promise<RouteIntent> => {
      const found = targets.get(`/spec/routes/${index}/targetRef`);
      return {
        destination: destinationCidrBlock,
        target: await routeTarget(manager, network, targetRef.resource, found),
      };
    }),
  );
  return { table, routes };
}

async function routeTarget(
  manager: EntityManager,
  network: Resource<'network'>,
  text: string,
  found: Resource | undefined,
): Promise<RouteIntent['target']> {
  if (found?.kind === 'internet-gateway') return { type: 'gateway', gatewayUid: found.uid };
  if (found?.kind === 'instance') {
    return { type: 'instance', name: found.name, address: await addressOfInstance(manager, network, found) };
  }
  return ipv4Range(`${text}/32`) ? { type: 'address', address: text } : { type: 'missing', name: text };
}

/** The address of the first NIC that an instance has in this network, once it is attached. */
async function addressOfInstance(
  manager: EntityManager,
  network: Resource<'network'>,
  instance: Resource<'instance'>,
): Promise<string | undefined> {
  const targets = await findTargets(manager, instance.uid);
  for (const { pointer } of nicFields(instance.spec)) {
    const nic = targets.get(pointer);
    if (nic?.kind !== 'nic' || nic.status.macAddress === undefined) continue;
    const subnet = (await findTargets(manager, nic.uid)).get('/spec/subnetRef');
    if (subnet?.network === network.name) return nic.status.addresses[0];
  }
  return undefined;
}

interface Surroundings {
  network: Resource<'network'>;
  subnets: SubnetIntent[];
  tables: TableIntent[];
  bindings: Binding[];
  agents: GatewayAgent[];
  natGateway: WorkspaceSettings['natGateway'];
}

async function gatewayIntents(manager: EntityManager, around: Surroundings): Promise<GatewayIntent[]> {
  const targeted = around.tables.flatMap(({ routes }) =>
    routes.flatMap(({ target }) => (target.type === 'gateway' ? [target.gatewayUid] : [])),
  );
  const present = around.bindings.filter(({ role }) => isNatRole(role)).map(({ resourceUid }) => resourceUid);
  // One that is deleted has nobody else to say that it is gone, also when what it had here went in an earlier run.
  const scope = { ...scopeWithin(around.network), network: '' };
  const leaving = (await findInScope(manager, 'internet-gateway', scope))
    .filter(({ deletedAt }) => deletedAt !== undefined)
    .map(({ uid }) => uid);
  const intents: GatewayIntent[] = [];
  for (const uid of new Set([...targeted, ...present, ...leaving])) {
    const gateway = await findResourceByUid(manager, uid);
    if (gateway?.kind === 'internet-gateway') intents.push(await gatewayIntent(manager, around, gateway));
  }
  return intents;
}

async function gatewayIntent(
  manager: EntityManager,
  around: Surroundings,
  gateway: Resource<'internet-gateway'>,
): Promise<GatewayIntent> {
  const users = usersOf(around, gateway);
  const use = await useOf(manager, around, gateway, users);
  const held = await findAddresses(manager, around.network.uid, gateway.uid);
  // The subnet that holds the addresses stays the place as long as it is used.
  const formerUid = held.find(({ role }) => role === 'nat-alias')?.subnetUid;
  const home = users.find(({ subnet }) => subnet.uid === formerUid) ?? users[0];
  const heldAs = (wanted: string): string | undefined =>
    held.find(({ role, subnetUid }) => role === wanted && subnetUid === home?.subnet.uid)?.address;
  const alias = heldAs('nat-alias');
  const addressesOf = (slot: NatVmSlot): NatAddresses | undefined => {
    const own = heldAs(slotRoles[slot].address);
    return own !== undefined && alias !== undefined ? { own, alias } : undefined;
  };
  const agents = around.agents.filter(({ gatewayUid }) => gatewayUid === gateway.uid);
  return {
    gateway,
    use,
    place: home && (await placeIn(manager, around.network, home, users)),
    addresses: addressesOf('primary'),
    agent: agents.find(({ slot }) => slot === 'primary'),
    standby: {
      addresses: addressesOf('standby'),
      agent: agents.find(({ slot }) => slot === 'standby'),
    },
  };
}

/** The living subnets whose living table leads to the gateway, in the order they were made. */
function usersOf({ subnets, tables }: Surroundings, gateway: Resource<'internet-gateway'>): SubnetIntent[] {
  const leading = new Set(
    tables
      .filter(
        ({ table, routes }) =>
          table.deletedAt === undefined &&
          routes.some(({ target }) => target.type === 'gateway' && target.gatewayUid === gateway.uid),
      )
      .map(({ table }) => table.uid),
  );
  return subnets
    .filter(({ subnet, tableUid, range }) => {
      const isLiving = subnet.deletedAt === undefined && range !== undefined;
      return isLiving && tableUid !== undefined && leading.has(tableUid);
    })
    .toSorted((a, b) => a.subnet.createdAt.getTime() - b.subnet.createdAt.getTime());
}

async function useOf(
  manager: EntityManager,
  { network, natGateway }: Surroundings,
  gateway: Resource<'internet-gateway'>,
  users: readonly SubnetIntent[],
): Promise<GatewayUse> {
  if (gateway.deletedAt !== undefined || network.deletedAt !== undefined || users.length === 0)
    return 'leaving';
  if (natGateway === 'off') return 'off';
  const instances = (await Promise.all(users.map(({ subnet }) => instancesIn(manager, subnet)))).flat();
  if (instances.some((instance) => instance.deletedAt === undefined)) return 'needed';
  return instances.length > 0 ? 'leaving' : 'idle';
}

async function instancesIn(manager: EntityManager, subnet: Resource<'subnet'>): Promise<Resource[]> {
  const nics = await findReferrers(manager, subnet, ['nic']);
  return (await Promise.all(nics.map((nic) => findReferrers(manager, nic, ['instance'])))).flat();
}

async function placeIn(
  manager: EntityManager,
  network: Resource<'network'>,
  home: SubnetIntent,
  users: readonly SubnetIntent[],
): Promise<NatPlace | undefined> {
  if (!home.range) return undefined;
  const region = await regionData(manager, network.region);
  const location = region.locations[home.subnet.spec.zone ?? ''] ?? '';
  return {
    subnetUid: home.subnet.uid,
    subnetRange: home.range.text,
    location,
    sourcePrefixes: users.flatMap(({ range }) => (range ? [range.text] : [])).toSorted(),
    serverTypes: cheapestServerTypes(region, location),
    imageIds: region.imageId,
  };
}
