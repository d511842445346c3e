import { urnOf, type Resource, type ResourceReport } from '@seca-hetzner/domain';
import type { Server } from '@seca-hetzner/hetzner/schema';
import type { InstanceIntent } from './intent.js';
import type { InstanceActual } from './plan.js';
import { whatPublicSideAwaits } from './public-plan.js';
import { primaryIpIdsOf, type PublicActual } from './public-side.js';

/** Whether a NIC that is attached has its public addresses too, and what there is to say of them. */
export function reportPublicSide(
  intent: InstanceIntent,
  nic: Resource<'nic'>,
  publicActual: PublicActual,
  server: Server | undefined,
): Pick<ResourceReport, 'outcome' | 'explanation'> {
  const awaited = whatPublicSideAwaits(intent, nic, publicActual, server);
  if (awaited !== undefined) {
    return { outcome: 'working', explanation: { reason: 'Waiting', message: `Waiting: ${awaited}` } };
  }
  const missing = intent.publicSide.missing.get(nic.uid);
  if (missing === undefined) return { outcome: 'settled' };
  return { outcome: 'settled', explanation: { reason: 'Note', message: missing } };
}

/** Tells of each public IP that the instance has or had whether its server has it now. */
export function reportPublicIps(
  { instance, publicSide }: InstanceIntent,
  { server, publicActual }: InstanceActual,
): ResourceReport[] {
  const onServer = server ? primaryIpIdsOf(server) : [];
  const held = new Set(
    [...publicActual.publicIpUids].filter(([id]) => onServer.includes(id)).map(([, uid]) => uid),
  );
  const concerned = new Map(
    [...publicSide.attached, ...publicSide.addresses.map(({ publicIp }) => publicIp)].map((publicIp) => [
      publicIp.uid,
      publicIp,
    ]),
  );
  return [...concerned.values()].flatMap((publicIp): ResourceReport[] => {
    const { uid, resourceVersion: version } = publicIp;
    const wasHere = publicSide.attached.some((each) => each.uid === uid);
    if (!held.has(uid) && !wasHere) return [];
    const attachedTo = held.has(uid) ? { resource: urnOf(instance) } : undefined;
    return [{ uid, version, outcome: 'noted', details: { attachedTo } }];
  });
}
