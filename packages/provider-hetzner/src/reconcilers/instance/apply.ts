import {
  findUnitsAwaitingDetach,
  forgetMacAddress,
  moveBinding,
  recordIdle,
  releaseVolume,
  wakeUnits,
  type InstanceSpec,
  type Run,
} from '@seca-hetzner/domain';
import { isHetznerError } from '@seca-hetzner/hetzner';
import type { Action, Server } from '@seca-hetzner/hetzner/schema';
import { madeWithOf, type ServerMadeWith } from '../../rules/made-with.js';
import { mergeUserData } from '../../rules/user-data.js';
import { nameOf, ownLabels } from '../labels.js';
import {
  changeObject,
  dropBinding,
  makeObject,
  noteSighting,
  serverKind,
  type ObjectKey,
} from '../objects.js';
import type { Session } from '../session.js';
import { moveVolume } from './data-volumes.js';
import type { InstanceIntent } from './intent.js';
import { startPlacement, tellWorkspace } from './placement.js';
import { askForSshKeys } from './ssh-keys.js';
import type { InstanceActual, InstanceStep } from './plan.js';
import { noteRestart, shutDown } from './power.js';
import { applyPublicStep, tellOfLostInterface } from './public-apply.js';

/** Does one step at Hetzner and returns what is there after it. */
export async function applyInstanceStep(
  step: InstanceStep,
  intent: InstanceIntent,
  actual: InstanceActual,
  run: Run,
): Promise<InstanceActual> {
  const { session } = actual;
  if (!session) throw new Error(`${step.do} without a connection`);
  const { servers } = session.client;
  const change = async (part: Partial<Server>, start: (id: number) => Promise<readonly Action[]>) => {
    const server = serverOf(actual);
    const changed = { ...server, ...part };
    await changeObject(run, session, serverKind(session), keyOf(intent), changed, () => start(server.id));
    return { ...actual, server: changed };
  };
  switch (step.do) {
    case 'wait':
      return actual;
    case 'take-over-disk':
      return takeOverDisk(intent, actual, session, run);
    case 'claim-server': {
      const { uid } = intent.instance;
      const labels = ownLabels(session.installation.id, uid, 'server');
      const server = await servers.update(serverOf(actual).id, { name: nameOf.server(uid), labels });
      await noteSighting(run, serverKind(session), keyOf(intent), server, 'read');
      return { ...actual, server };
    }
    case 'create-server':
      return createServer(intent, actual, session, run);
    case 'change-type': {
      const server_type = { ...serverOf(actual).server_type, name: step.serverType };
      // Without a larger disk the way back to a smaller type stays open.
      const input = { serverType: step.serverType, isDiskUpgraded: false };
      return change({ server_type }, (id) => servers.changeType(id, input));
    }
    case 'replace-server':
    case 'delete-server':
      if (actual.server) await session.wait((await servers.delete(actual.server.id)).actions);
      await dropBinding(run, keyOf(intent));
      await tellNetworks(run, session, actual.server?.private_net ?? []);
      await tellOfLostInterface(run, intent.instance, actual);
      return { ...actual, server: undefined, isServerBound: false, madeWith: undefined };
    case 'attach':
      return attach(step, intent, actual, session, run);
    case 'set-aliases': {
      const { networkId, aliasIps } = step;
      const nets = serverOf(actual).private_net.map((net) =>
        net.network === networkId ? { ...net, alias_ips: [...aliasIps] } : net,
      );
      return change({ private_net: nets }, (id) => servers.changeAliasIps(id, { networkId, aliasIps }));
    }
    case 'detach': {
      const { networkId } = step;
      const kept = serverOf(actual).private_net.filter((net) => net.network !== networkId);
      const left = serverOf(actual).private_net.filter((net) => net.network === networkId);
      const after = await change({ private_net: kept }, (id) => servers.detachFromNetwork(id, { networkId }));
      for (const { mac_address } of left) {
        await run.write(({ manager }) => forgetMacAddress(manager, intent.instance, mac_address));
      }
      await tellNetworks(run, session, left);
      return after;
    }
    case 'power-on':
      return change({ status: 'running' }, (id) => servers.powerOn(id));
    case 'shut-down': {
      const off: Server = { ...serverOf(actual), status: 'off' };
      await shutDown(session, off.id, run);
      await noteSighting(run, serverKind(session), keyOf(intent), off, 'read');
      return { ...actual, server: off };
    }
    case 'note-restart':
      await noteRestart(run, intent.instance, step.phase);
      return { ...actual, restartPhase: step.phase };
    case 'attach-volume':
    case 'detach-volume': {
      const server = serverOf(actual);
      const volumes = await moveVolume(step, server, session, run);
      const changed = { ...server, volumes };
      await noteSighting(run, serverKind(session), keyOf(intent), changed, 'read');
      return { ...actual, server: changed };
    }
    case 'release-volume': {
      const { uid } = step.volume;
      await run.write((transaction) => releaseVolume(run.domain, transaction, intent.instance, uid));
      return { ...actual, releasedVolumes: [...actual.releasedVolumes, uid] };
    }
    case 'leave-group':
    case 'join-group': {
      const placement_group =
        step.do === 'join-group' ? await session.client.placementGroups.get(step.groupId) : null;
      const after = await change({ placement_group: placement_group ?? null }, (id) =>
        startPlacement(step, session, id),
      );
      if (step.do === 'leave-group') await tellWorkspace(run, intent.workspaceUid);
      return after;
    }
    case 'ask-for-ssh-keys':
      await askForSshKeys(run, session);
      return { ...actual, hasAskedForKeys: true };
    case 'assign-public-ip':
    case 'unassign-public-ip':
    case 'tell-others':
      return applyPublicStep(step, keyOf(intent), intent, actual, session, run);
    case 'hand-over-disk':
      return handOverDisk(intent, actual, run);
  }
}

function keyOf({ instance }: InstanceIntent): ObjectKey {
  return { unitUid: instance.uid, resourceUid: instance.uid, role: 'server' };
}

function serverOf({ server }: InstanceActual): Server {
  if (!server) throw new Error('there is no server');
  return server;
}

/** Has the networks look that may have waited for this server to leave. */
async function tellNetworks(run: Run, { connection }: Session, left: Server['private_net']): Promise<void> {
  const networkIds = left.map(({ network }) => String(network));
  await run.write(async (transaction) => {
    const units = await findUnitsAwaitingDetach(transaction.manager, connection.id, networkIds);
    await wakeUnits(run.domain, transaction, units);
  });
}

/** Made off and without a public interface; it is attached before it boots for the first time. */
async function createServer(
  intent: InstanceIntent,
  actual: InstanceActual,
  session: Session,
  run: Run,
): Promise<InstanceActual> {
  const { instance, serverType, bootImage, location, group, sshKeys } = intent;
  const { installation, connection } = session;
  if (serverType === undefined || 'missing' in bootImage) throw new Error('no server type or no image');
  const name = nameOf.server(instance.uid);
  const madeWith: ServerMadeWith = {
    ...madeWithOf(instance.spec),
    ...(intent.hasBootstrap ? {} : { isWithoutBootstrap: true }),
  };
  const ownKeyIds = connection.sshKeyObjectId ? [Number(connection.sshKeyObjectId)] : [];
  const sshKeyIds = sshKeys.ids.length > 0 ? sshKeys.ids : ownKeyIds;
  const server = await makeObject(run, session, {
    kind: serverKind(session),
    key: keyOf(intent),
    name,
    madeWith,
    create: async () => {
      const made = await session.client.servers.create({
        name,
        serverType,
        image: bootImage.imageId,
        location,
        isStartedAfterCreate: false,
        publicNet: { isIpv4Enabled: false, isIpv6Enabled: false },
        ...(sshKeyIds.length > 0 ? { sshKeyIds } : {}),
        ...(group?.groupId === undefined ? {} : { placementGroupId: group.groupId }),
        ...(intent.hasBootstrap
          ? { userData: mergeUserData(instance.spec.userData).text }
          : ownUserData(instance.spec)),
        labels: ownLabels(installation.id, instance.uid, 'server'),
      });
      return { object: made.server, actions: made.actions };
    },
  });
  return { ...actual, server: { ...server, status: 'off' }, isServerBound: true, madeWith };
}

/** The user's alone, as it was sent. */
function ownUserData({ userData }: InstanceSpec): { userData?: string } {
  return userData === undefined ? {} : { userData };
}

/** Reads the server afterwards, since Hetzner chooses the MAC address, and the address where we leave it the choice. */
async function attach(
  { networkId, ip, aliasIps }: Extract<InstanceStep, { do: 'attach' }>,
  intent: InstanceIntent,
  actual: InstanceActual,
  session: Session,
  run: Run,
): Promise<InstanceActual> {
  const { servers } = session.client;
  const { id } = serverOf(actual);
  const input = { networkId, ...(ip === undefined ? {} : { ip }), aliasIps };
  try {
    await session.wait(await servers.attachToNetwork(id, input));
  } catch (error) {
    if (!isHetznerError(error, 'server_already_attached')) throw error;
  }
  const server = await servers.get(id);
  if (server) await noteSighting(run, serverKind(session), keyOf(intent), server, 'read');
  return { ...actual, server };
}

/** An earlier instance has left its disk to the boot volume: its machine becomes this one's. */
async function takeOverDisk(
  intent: InstanceIntent,
  actual: InstanceActual,
  session: Session,
  run: Run,
): Promise<InstanceActual> {
  const { leftDisk } = intent;
  if (!leftDisk) throw new Error('there is no disk to take over');
  const isOurs = await run.write(async ({ manager }) => {
    const isMoved = await moveBinding(manager, leftDisk, keyOf(intent));
    await recordIdle(manager, keyOf(intent), null);
    return isMoved;
  });
  if (!isOurs) return { ...actual, isLeftDiskGone: true };
  const server = await session.client.servers.get(Number(leftDisk.objectId));
  return { ...actual, server, isServerBound: true, madeWith: leftDisk.madeWith as ServerMadeWith };
}

/** One transaction: from then on the machine belongs to the boot volume, which is woken to put it in order. */
async function handOverDisk(
  intent: InstanceIntent,
  actual: InstanceActual,
  run: Run,
): Promise<InstanceActual> {
  const { bootVolume } = intent;
  if (!bootVolume) throw new Error('there is no boot volume to hand the disk to');
  const { uid } = bootVolume;
  const madeWith = { ...actual.madeWith, isDiskKept: true };
  await run.write(async ({ manager }) => {
    const disk: ObjectKey = { unitUid: uid, resourceUid: uid, role: 'disk' };
    await moveBinding(manager, keyOf(intent), disk, madeWith);
    await recordIdle(manager, disk, run.domain.clock.now());
  });
  return { ...actual, server: undefined, isServerBound: false, isDiskHandedOver: true };
}
