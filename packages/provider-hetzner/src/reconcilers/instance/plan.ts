import { wasEverStarted, type WaitStep } from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { isMadeAs, type ServerMadeWith } from '../../rules/made-with.js';
import type { Session } from '../session.js';
import { planDataVolumes, planDetachments, type DataVolumeStep } from './data-volumes.js';
import type { InstanceIntent, NicIntent } from './intent.js';
import { missingGroup, planPlacement, type PlacementStep } from './placement.js';
import { planLettingGo, planPublicSide, type PublicStep } from './public-plan.js';
import type { PublicActual } from './public-side.js';
import { planMissingKeys, type SshKeyStep } from './ssh-keys.js';

/** What there is of an instance at Hetzner. */
export interface InstanceActual {
  /** Absent while the workspace has no connection. */
  session: Session | undefined;
  server: Server | undefined;
  /** Whether there may be a server that was not seen. */
  isServerBound: boolean;
  /** What the server was made with; `undefined` when not known. */
  madeWith: ServerMadeWith | undefined;
  /** Whether its disk was handed to its boot volume. */
  isDiskHandedOver: boolean;
  /** Which half of a restart is still to be done. */
  restartPhase: 'off' | 'on' | undefined;
  /** Block storages that it has let go of in this run, by uid. */
  releasedVolumes: readonly string[];
  hasAskedForKeys: boolean;
  publicActual: PublicActual;
  /** Whether the disk that an earlier instance has left has just become a snapshot. */
  isLeftDiskGone: boolean;
}

export type InstanceStep =
  | { do: 'take-over-disk' }
  | { do: 'claim-server' }
  | { do: 'create-server' }
  | { do: 'change-type'; serverType: string }
  | { do: 'replace-server' }
  | { do: 'attach'; networkId: number; ip: string | undefined; aliasIps: readonly string[] }
  | { do: 'set-aliases'; networkId: number; aliasIps: readonly string[] }
  | { do: 'detach'; networkId: number }
  | { do: 'power-on' }
  | { do: 'shut-down' }
  | { do: 'note-restart'; phase: 'on' | undefined }
  | DataVolumeStep
  | PlacementStep
  | SshKeyStep
  | { do: 'hand-over-disk' }
  | { do: 'delete-server' }
  | PublicStep
  | WaitStep;

/** Something that only Hetzner can end. */
const PASSING_STATES = new Set([
  'initializing',
  'starting',
  'stopping',
  'deleting',
  'migrating',
  'rebuilding',
]);

/** What it waits for wakes it; this is for a wake-up that was lost. */
const LOOK_AGAIN_MS = 30_000;

/** A first boot without a way out installs nothing, so a start waits this long for it. */
const WAY_OUT_WAIT_MS = 180_000;

/** From what there is to what is wanted: a server that is off, its attachments, then its power. */
export function planInstance(intent: InstanceIntent, actual: InstanceActual): InstanceStep[] {
  if (intent.connectionId === undefined) {
    return [{ do: 'wait', reason: 'the workspace has no provider connection' }];
  }
  const { server } = actual;
  if (server && PASSING_STATES.has(server.status)) {
    return [{ do: 'wait', reason: `the server is ${server.status}`, pollAfterMs: 2_000 }];
  }
  if (intent.instance.deletedAt !== undefined) return planDeletion(intent, actual);
  if (intent.isBootVolumeTaken) return [];
  if (!server) {
    const nothing = { ...intent.dataVolumes, wanted: [] };
    return [
      ...planDataVolumes(nothing, { volumes: [] }, actual.releasedVolumes),
      ...planCreation(intent, actual),
    ];
  }
  if (isToBeReplaced(intent, actual, server)) return [{ do: 'replace-server' }];
  const power = planPower(intent, actual, server);
  const volumes = planDataVolumes(intent.dataVolumes, server, actual.releasedVolumes);
  return [
    ...planServer(intent, server),
    ...planAttachments(intent, server),
    ...(isToBeShutDown(intent, actual, server) ? [] : planPublicSide(intent, actual.publicActual, server)),
    // A stop does not wait for volumes, a start does: what is mounted at boot has to be there.
    ...(intent.instance.desiredPower === 'off' ? [...power, ...volumes] : [...volumes, ...power]),
  ];
}

function planCreation(
  intent: InstanceIntent,
  { isServerBound, hasAskedForKeys, isLeftDiskGone }: InstanceActual,
): InstanceStep[] {
  if (isLeftDiskGone) {
    return [{ do: 'wait', reason: 'the disk of its boot volume has become a snapshot', pollAfterMs: 0 }];
  }
  if (intent.leftDisk && !isServerBound) return [{ do: 'take-over-disk' }];
  const { serverType, bootImage, bootVolume, group, sshKeys } = intent;
  if (!bootVolume) return [{ do: 'wait', reason: 'its boot volume does not exist' }];
  if (serverType === undefined) return [{ do: 'wait', reason: 'its SKU is not in the catalogue' }];
  if ('missing' in bootImage) {
    return [{ do: 'wait', reason: bootImage.missing, pollAfterMs: LOOK_AGAIN_MS }];
  }
  if (sshKeys.missing !== undefined) return planMissingKeys(sshKeys.missing, hasAskedForKeys);
  const missing =
    missingGroup(group) ?? wantedAttachments(intent).find((each) => each.missing !== undefined)?.missing;
  return missing === undefined
    ? [{ do: 'create-server' }]
    : [{ do: 'wait', reason: missing, pollAfterMs: LOOK_AGAIN_MS }];
}

/** A server that holds nothing yet makes room for another one where what it was made with has changed. */
function isToBeReplaced(intent: InstanceIntent, { madeWith }: InstanceActual, server: Server): boolean {
  if (holdsData(intent, madeWith) || server.status !== 'off') return false;
  return (
    server.location.name !== intent.location ||
    server.server_type.name !== intent.serverType ||
    (madeWith !== undefined && !isMadeAs(madeWith, intent.instance.spec))
  );
}

/** Whether the disk was ever written to, by this instance or by one that left it to the boot volume. */
function holdsData({ instance }: InstanceIntent, madeWith: ServerMadeWith | undefined): boolean {
  return wasEverStarted(instance) || madeWith?.isDiskKept === true;
}

function planServer(intent: InstanceIntent, server: Server): InstanceStep[] {
  const { instance, serverType } = intent;
  const steps: InstanceStep[] = [];
  if (server.labels['seca.uid'] !== instance.uid) steps.push({ do: 'claim-server' });
  if (serverType !== undefined && server.server_type.name !== serverType && server.status === 'off') {
    steps.push({ do: 'change-type', serverType });
  }
  steps.push(...planPlacement(intent.group, server));
  return steps;
}

/** Away first: an address or a network can only be held once. */
function planAttachments(intent: InstanceIntent, server: Server): InstanceStep[] {
  const wanted = wantedAttachments(intent);
  const surplus = server.private_net.filter(
    (net) =>
      !wanted.some((each) => each.networkId === net.network && (each.ip === undefined || each.ip === net.ip)),
  );
  const steps: InstanceStep[] = surplus.map(({ network }) => ({ do: 'detach', networkId: network }));
  for (const { networkId, ip, aliasIps, missing } of wanted) {
    if (missing !== undefined || networkId === undefined) {
      steps.push({
        do: 'wait',
        reason: missing ?? 'its network is not there yet',
        pollAfterMs: LOOK_AGAIN_MS,
      });
      continue;
    }
    const net = server.private_net.find((each) => each.network === networkId && !surplus.includes(each));
    if (!net) steps.push({ do: 'attach', networkId, ip, aliasIps });
    else if (aliasIps.toSorted().join() !== net.alias_ips.toSorted().join()) {
      steps.push({ do: 'set-aliases', networkId, aliasIps });
    }
  }
  return steps;
}

interface WantedAttachment {
  networkId: number | undefined;
  /** `undefined` leaves the choice to Hetzner. */
  ip: string | undefined;
  aliasIps: readonly string[];
  /** What has to come first. */
  missing: string | undefined;
}

function wantedAttachments(intent: InstanceIntent): WantedAttachment[] {
  const living = intent.nics.filter(({ nic }) => nic.deletedAt === undefined);
  return living.length === 0 ? hiddenAttachment(intent) : living.map(wantedAttachment);
}

function wantedAttachment({ nic, networkId, networkName, isSubnetReady }: NicIntent): WantedAttachment {
  const [ip, ...aliasIps] = nic.status.addresses;
  const missing =
    ip === undefined
      ? `NIC '${nic.name}' has no address yet`
      : networkId === undefined || !isSubnetReady
        ? `the subnet of NIC '${nic.name}' in network '${networkName}' is not there yet`
        : undefined;
  return { networkId, ip, aliasIps, missing };
}

/** Never a public address that nobody asked for: a server without NICs is kept in a network of the workspace. */
function hiddenAttachment({ hiddenNetworkId }: InstanceIntent): WantedAttachment[] {
  const missing =
    hiddenNetworkId === undefined ? 'the network for servers without NICs is not there yet' : undefined;
  return [{ networkId: hiddenNetworkId, ip: undefined, aliasIps: [], missing }];
}

function planPower(intent: InstanceIntent, { restartPhase }: InstanceActual, server: Server): InstanceStep[] {
  const { instance } = intent;
  const isOn = server.status === 'running';
  if (instance.desiredPower === 'off') return isOn ? [{ do: 'shut-down' }] : [];
  if (restartPhase === 'off') return isOn ? [{ do: 'shut-down' }] : [{ do: 'note-restart', phase: 'on' }];
  if (isOn) return restartPhase === 'on' ? [{ do: 'note-restart', phase: undefined }] : [];
  const wait = waitForWayOut(intent);
  return wait ? [wait] : [{ do: 'power-on' }];
}

/** Nothing of the public interface holds up a stop. */
function isToBeShutDown(
  { instance }: InstanceIntent,
  { restartPhase }: InstanceActual,
  { status }: Server,
): boolean {
  return status === 'running' && (instance.desiredPower === 'off' || restartPhase === 'off');
}

function waitForWayOut({ instance, wayOut, now }: InstanceIntent): WaitStep | undefined {
  if (wayOut === undefined || !isWaitingForWayOut({ instance, now })) return undefined;
  return { do: 'wait', reason: `the way out: ${wayOut}`, pollAfterMs: 2_000 };
}

/** Whether a start may still wait for its way out. */
export function isWaitingForWayOut({ instance, now }: Pick<InstanceIntent, 'instance' | 'now'>): boolean {
  const since = instance.desiredPowerAt;
  return since !== undefined && now.getTime() - since.getTime() < WAY_OUT_WAIT_MS;
}

/**
 * A disk that holds data goes to its boot volume, once the machine is off and its addresses are free; one that
 * holds nothing is deleted.
 */
function planDeletion(intent: InstanceIntent, actual: InstanceActual): InstanceStep[] {
  const { server, isServerBound, isDiskHandedOver, madeWith } = actual;
  if (isDiskHandedOver || !isServerBound) return [];
  if (!server || !intent.bootVolume || !holdsData(intent, madeWith)) return [{ do: 'delete-server' }];
  return [
    ...(server.status === 'running' ? [{ do: 'shut-down' } as const] : []),
    ...server.private_net.map(({ network }) => ({ do: 'detach', networkId: network }) as const),
    ...planDetachments(intent.dataVolumes, server),
    ...planPlacement(undefined, { ...server, status: 'off' }),
    ...planLettingGo(actual.publicActual, server),
    { do: 'hand-over-disk' },
  ];
}
