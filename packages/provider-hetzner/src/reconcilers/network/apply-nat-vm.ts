import {
  claimAnyAddress,
  endTurnRequest,
  ipv4Range,
  recordIdle,
  releaseAddressesIn,
  revokeAgents,
  type AddressClaim,
  type EntityManager,
  type NatVmSlot,
  type Run,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { Action, PrimaryIp, Server } from '@seca-hetzner/hetzner/schema';
import { NothingOfferedError } from '../failures.js';
import { nameOf, ownLabels, type Role } from '../labels.js';
import {
  changeObject,
  dropBinding,
  makeObject,
  noteSighting,
  primaryIpKind,
  serverKind,
  type Making,
  type ObjectKey,
} from '../objects.js';
import type { Session } from '../session.js';
import { noNatVm, type NatVmActual, type NatVmMadeWith, type NetworkActual } from './actual.js';
import type { AgentOptions } from './agent.js';
import type { NatAddresses, NatPlace, NetworkIntent } from './intent.js';
import { agentOf, gatewayIn, tellAgent, userDataFor } from './nat-vm-agent.js';
import { natVmKey, otherSlot, slotRoles, type NatSlot } from './nat-slot.js';
import { configurationDigest, type NatVmStep } from './nat-vm.js';

/** Does one step for the NAT VM of one gateway and returns what is there after it. */
export async function applyNatVmStep(
  step: NatVmStep,
  intent: NetworkIntent,
  actual: NetworkActual,
  session: Session,
  run: Run,
  agents: AgentOptions | undefined,
): Promise<NetworkActual> {
  const work = workOn(step, intent, actual, session, run, agents);
  const { servers, primaryIps } = session.client;
  const changed = (part: Partial<NatVmActual>): NetworkActual => ({
    ...actual,
    natVms: new Map([...actual.natVms, [natVmKey(step.gatewayUid, step.slot), { ...work.vm, ...part }]]),
  });
  switch (step.do) {
    case 'claim-nat-addresses':
      return changed({ addresses: await claimAddresses(work) });
    case 'create-nat-ip':
      return changed({ primaryIp: await createPrimaryIp(work), isPrimaryIpBound: true });
    case 'create-nat-vm':
      return createServer(work, step.serverType, actual, changed);
    case 'attach-nat-vm':
      return changed({ server: await attach(work, [work.addresses().alias]) });
    case 'attach-nat-vm-without-alias':
      return changed({ server: await attach(work, []) });
    case 'set-nat-alias':
      return changed({ server: await changeAliases(work, [work.addresses().alias]) });
    case 'release-nat-alias':
      return changed({ server: await changeAliases(work, []) });
    case 'power-off-nat-vm': {
      const off: Server = { ...work.server(), status: 'off' };
      return changed({ server: await changeServer(work, off, (id) => servers.powerOff(id)) });
    }
    case 'assign-nat-ip':
      return changed({ server: await assignPrimaryIp(work) });
    case 'power-on-nat-vm':
      return changed(await boot(work, (id) => servers.powerOn(id)));
    case 'publish-configuration':
      return changed({ agent: await tellAgent(work) });
    case 'reset-nat-vm':
      return changed(await boot(work, (id) => servers.reset(id)));
    case 'rebuild-nat-vm':
      return changed(await rebuild(work));
    case 'end-turn-request':
      await run.write(({ manager }) => endTurnRequest(manager, gatewayIn(work)));
      return changed({ agent: work.vm.agent && { ...work.vm.agent, turnRequestedAt: undefined } });
    case 'delete-nat-vm':
      await run.write(({ manager }) => revokeAgents(manager, gatewayIn(work), run.domain.clock.now()));
      if (work.vm.server) await session.wait((await servers.delete(work.vm.server.id)).actions);
      await dropBinding(run, work.key('vm'));
      return changed({
        server: undefined,
        isServerBound: false,
        configuration: undefined,
        idleSince: undefined,
        agent: undefined,
        bootedAt: undefined,
      });
    case 'delete-nat-ip':
      if (work.vm.primaryIp) await primaryIps.delete(work.vm.primaryIp.id);
      await dropBinding(run, work.key('ip'));
      return changed({ primaryIp: undefined, isPrimaryIpBound: false });
    case 'release-nat-addresses':
      await run.write(({ manager }) => releaseAddresses(manager, work));
      return changed({ addresses: undefined });
    case 'note-idle-nat-vm':
      await run.write(({ manager }) => recordIdle(manager, work.key('vm'), step.idleSince ?? null));
      return changed({ idleSince: step.idleSince });
  }
}

/** What the steps for one VM need, with the parts that must be there by then. */
function workOn(
  where: NatSlot,
  intent: NetworkIntent,
  actual: NetworkActual,
  session: Session,
  run: Run,
  agents: AgentOptions | undefined,
) {
  const { gatewayUid } = where;
  const slot: NatVmSlot = where.slot ?? 'primary';
  const vm = actual.natVms.get(natVmKey(gatewayUid, slot)) ?? noNatVm;
  const sibling = actual.natVms.get(natVmKey(gatewayUid, otherSlot(slot))) ?? noNatVm;
  const place = intent.gateways.find(({ gateway }) => gateway.uid === gatewayUid)?.place;
  const roles: { vm: Role; ip: Role; address: AddressClaim['role'] } = slotRoles[slot];
  return {
    intent,
    session,
    run,
    agents,
    gatewayUid,
    slot,
    vm,
    roles,
    sibling,
    name: nameOf.natVm(gatewayUid, intent.network.uid, slot),
    key: (part: 'vm' | 'ip'): ObjectKey => ({
      unitUid: intent.network.uid,
      resourceUid: gatewayUid,
      role: roles[part],
    }),
    place: (): NatPlace => given(place, 'place'),
    addresses: (): NatAddresses => given(vm.addresses, 'addresses'),
    server: (): Server => given(vm.server, 'server'),
    networkId: (): number => given(actual.network, 'network').id,
  };
}

export type Work = ReturnType<typeof workOn>;

function given<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`the NAT VM has no ${name}`);
  return part;
}

function changeServer(
  { run, session, key, server }: Work,
  changed: Server,
  start: (serverId: number) => Promise<readonly Action[]>,
  making?: Making,
): Promise<Server> {
  return changeObject(
    run,
    session,
    serverKind(session),
    key('vm'),
    changed,
    () => start(server().id),
    making,
  );
}

/** From the top of the subnet downwards, so that they stay out of the way of NICs. */
async function claimAddresses(work: Work): Promise<NatAddresses> {
  const { intent, gatewayUid, roles, run, place, sibling } = work;
  const { subnetUid, subnetRange } = place();
  const range = ipv4Range(subnetRange);
  const reserved = run.domain.providerRules.reservedAddresses(intent.ipRange);
  return run.write(async ({ manager }) => {
    await releaseAddresses(manager, work);
    const claim = async (role: AddressClaim['role']): Promise<string> => {
      const claimed = { networkUid: intent.network.uid, subnetUid, ownerUid: gatewayUid, role };
      const address = range && (await claimAnyAddress(manager, claimed, range, reserved, 'highest'));
      if (address !== undefined) return address;
      throw new NothingOfferedError(`subnet ${subnetRange} has no free address left for its NAT VM`);
    };
    return { own: await claim(roles.address), alias: sibling.addresses?.alias ?? (await claim('nat-alias')) };
  });
}

/** The address that routes lead to is shared: it goes with the last VM. */
async function releaseAddresses(
  manager: EntityManager,
  { intent, gatewayUid, roles, sibling }: Work,
): Promise<void> {
  const shared: AddressClaim['role'][] = sibling.addresses ? [] : ['nat-alias'];
  await releaseAddressesIn(manager, intent.network.uid, gatewayUid, [roles.address, ...shared]);
}

function createPrimaryIp({ gatewayUid, session, run, name, place, key, roles }: Work): Promise<PrimaryIp> {
  return makeObject(run, session, {
    kind: primaryIpKind(session),
    key: key('ip'),
    name,
    create: async () => {
      const made = await session.client.primaryIps.create({
        name,
        type: 'ipv4',
        location: place().location,
        // Kept when its server goes, so that a new VM is seen from outside under the same address.
        isAutoDeleted: false,
        labels: ownLabels(session.installation.id, gatewayUid, roles.ip),
      });
      return { object: made.primaryIp, actions: made.actions };
    },
  });
}

/** Gives a server that is off its public address back, and reads it again, since that changes on both. */
async function assignPrimaryIp({ session, run, key, server, vm }: Work): Promise<Server> {
  const { primaryIps, servers } = session.client;
  const serverId = server().id;
  await session.wait(await primaryIps.assign(given(vm.primaryIp, 'Primary IP').id, { serverId }));
  const seen = given(await servers.get(serverId), 'server');
  await noteSighting(run, serverKind(session), key('vm'), seen, 'read');
  return seen;
}

/** Made off, since it is attached before it boots for the first time. A type that is sold out is noted. */
async function createServer(
  work: Work,
  serverType: string,
  actual: NetworkActual,
  changed: (part: Partial<NatVmActual>) => NetworkActual,
): Promise<NetworkActual> {
  const { intent, gatewayUid, session, run, name, place, addresses, vm, key, roles } = work;
  const { connection, installation, client } = session;
  const architecture = place().serverTypes.find((type) => type.serverType === serverType)?.architecture;
  const configuration = configurationDigest(intent, gatewayUid, place(), addresses());
  const input = {
    name,
    serverType,
    image: given(place().imageIds[architecture ?? 'x86'], 'image'),
    location: place().location,
    isStartedAfterCreate: false,
    publicNet: {
      isIpv4Enabled: true,
      isIpv6Enabled: false,
      ipv4PrimaryIpId: given(vm.primaryIp, 'Primary IP').id,
    },
    ...(connection.sshKeyObjectId ? { sshKeyIds: [Number(connection.sshKeyObjectId)] } : {}),
    labels: ownLabels(installation.id, gatewayUid, roles.vm),
  };
  try {
    const server = await makeObject(run, session, {
      kind: serverKind(session),
      key: key('vm'),
      name,
      madeWith: { configuration },
      create: async () => {
        const made = await client.servers.create({ ...input, userData: await userDataFor(work) });
        return { object: made.server, actions: made.actions };
      },
    });
    const agent = await agentOf(work);
    return changed({ server: { ...server, status: 'off' }, isServerBound: true, configuration, agent });
  } catch (error) {
    if (!isHetznerError(error, 'resource_unavailable')) throw error;
    return { ...changed({ isServerBound: true }), soldOut: [...actual.soldOut, serverType] };
  }
}

/** One that somebody has attached before us is read, since it may hold another address. */
async function attach(work: Work, aliasIps: string[]): Promise<Server> {
  const { session, networkId, addresses, run, key, server } = work;
  const input = { networkId: networkId(), ip: addresses().own, aliasIps };
  try {
    return await changeServer(work, attached(work, aliasIps), (id) =>
      session.client.servers.attachToNetwork(id, input),
    );
  } catch (error) {
    if (!isHetznerError(error, 'server_already_attached')) throw error;
    const seen = given(await session.client.servers.get(server().id), 'server');
    await noteSighting(run, serverKind(session), key('vm'), seen, 'read');
    return seen;
  }
}

function changeAliases(work: Work, aliasIps: string[]): Promise<Server> {
  const input = { networkId: work.networkId(), aliasIps };
  return changeServer(work, attached(work, aliasIps), (id) =>
    work.session.client.servers.changeAliasIps(id, input),
  );
}

/** The server as it is once it holds its own address and these. */
function attached({ server, networkId, addresses }: Work, aliasIps: string[]): Server {
  const mac = server().private_net[0]?.mac_address ?? '';
  return {
    ...server(),
    private_net: [{ network: networkId(), ip: addresses().own, alias_ips: aliasIps, mac_address: mac }],
  };
}

/** Keeps the server with its addresses, and gives it a new disk that boots with the new configuration. */
async function rebuild(work: Work): Promise<Partial<NatVmActual>> {
  const { intent, session, gatewayUid, place, addresses, server } = work;
  const userData = await userDataFor(work);
  const configuration = configurationDigest(intent, gatewayUid, place(), addresses());
  const image = given(place().imageIds[server().server_type.architecture === 'arm' ? 'arm' : 'x86'], 'image');
  const rebuilt = await changeServer(
    work,
    server(),
    (id) => session.client.servers.rebuild(id, { image, userData }),
    { madeWith: { configuration } satisfies NatVmMadeWith },
  );
  return { server: rebuilt, configuration, agent: await agentOf(work), bootedAt: undefined };
}

/** Boots a VM and notes when, so that it gets its time to report. */
async function boot(
  work: Work,
  start: (serverId: number) => Promise<readonly Action[]>,
): Promise<Partial<NatVmActual>> {
  const { run, server } = work;
  const bootedAt = run.domain.clock.now();
  const addedToMaking: NatVmMadeWith = { bootedAt: bootedAt.toISOString() };
  const running: Server = { ...server(), status: 'running' };
  return { server: await changeServer(work, running, start, { addedToMaking }), bootedAt };
}
