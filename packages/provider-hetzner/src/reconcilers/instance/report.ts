import type { PowerState, ResourceReport, RunEnding, StatusOf } from '@seca-hetzner/domain';
import { unsettled } from '../unsettled.js';
import type { InstanceIntent, NicIntent } from './intent.js';
import { isWaitingForWayOut, type InstanceActual } from './plan.js';
import { reportPublicIps, reportPublicSide } from './public-report.js';

/** What a run learnt of the instance and of the NICs it names. */
export function reportInstance(
  intent: InstanceIntent,
  actual: InstanceActual | undefined,
  ending: RunEnding,
  now: Date,
): ResourceReport[] {
  if (!actual) {
    const members = [intent.instance, ...intent.nics.map(({ nic }) => nic)];
    return members.map(({ uid, resourceVersion }) => ({
      uid,
      version: resourceVersion,
      ...unsettled(ending),
    }));
  }
  const nics = [
    ...intent.nics.map((nic) => reportNic(nic, intent, actual, ending)),
    ...reportPublicIps(intent, actual),
  ];
  return intent.isBootVolumeTaken ? nics : [...nics, reportSelf(intent, actual, ending, now)];
}

function reportSelf(
  intent: InstanceIntent,
  actual: InstanceActual,
  ending: RunEnding,
  now: Date,
): ResourceReport {
  const { instance } = intent;
  const known = { uid: instance.uid, version: instance.resourceVersion };
  if (instance.deletedAt !== undefined) {
    const isGone = ending.type === 'done' && !actual.isServerBound;
    return isGone ? { ...known, outcome: 'gone' } : { ...known, ...unsettled(ending) };
  }
  const details = powerDetails(intent, actual, now);
  const { taken } = intent.dataVolumes;
  if (ending.type === 'done' && taken !== undefined) {
    const explanation = { reason: 'VolumeInUse', message: `Waiting: ${taken}` };
    return { ...known, outcome: 'working', explanation, details };
  }
  if (ending.type !== 'done' || !actual.server) return { ...known, ...unsettled(ending), details };
  return { ...known, outcome: 'settled', details, ...startedWithoutWayOut(intent) };
}

/** The power as it was seen; its instant changes with it. */
function powerDetails(
  { instance }: InstanceIntent,
  { server }: InstanceActual,
  now: Date,
): Partial<StatusOf<'instance'>> {
  if (!server) return {};
  const powerState: PowerState = server.status === 'running' ? 'on' : 'off';
  if (powerState === instance.status.powerState) return { powerState };
  return { powerState, powerStateSince: now.toISOString() };
}

/** A start that has waited for its way out in vain says so. */
function startedWithoutWayOut({
  instance,
  wayOut,
  now,
}: InstanceIntent): Pick<ResourceReport, 'explanation'> {
  const isLate =
    instance.desiredPower === 'on' && wayOut !== undefined && !isWaitingForWayOut({ instance, now });
  if (!isLate) return {};
  return { explanation: { reason: 'StartedWithoutWayOut', message: `Started without a way out: ${wayOut}` } };
}

function reportNic(
  { nic, networkId }: NicIntent,
  intent: InstanceIntent,
  { server, isServerBound, publicActual }: InstanceActual,
  ending: RunEnding,
): ResourceReport {
  const { instance } = intent;
  const known = { uid: nic.uid, version: nic.resourceVersion };
  const attachment = server?.private_net.find((net) => net.network === networkId);
  const isAttached = attachment !== undefined && attachment.ip === nic.status.addresses[0];
  if (nic.deletedAt !== undefined) {
    return isAttached ? { ...known, ...unsettled(ending) } : { ...known, outcome: 'gone' };
  }
  if (instance.deletedAt !== undefined && !isServerBound) {
    return { ...known, outcome: 'settled', details: { macAddress: undefined } };
  }
  if (!isAttached) return { ...known, ...unsettled(ending) };
  const publicSide = reportPublicSide(intent, nic, publicActual, server);
  return { ...known, details: { macAddress: attachment.mac_address }, ...publicSide };
}
