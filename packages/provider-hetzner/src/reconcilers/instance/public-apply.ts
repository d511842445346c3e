import {
  findReferrers,
  findResourceBinding,
  findResourceByUid,
  findTargets,
  nicFields,
  recordSighting,
  wakeUnits,
  type EntityManager,
  type Resource,
  type Run,
} from '@seca-hetzner/domain';
import type { PrimaryIpSighting } from '../../rules/sightings.js';
import type { Role } from '../labels.js';
import { noteSighting, serverKind, type ObjectKey } from '../objects.js';
import type { Session } from '../session.js';
import type { InstanceIntent } from './intent.js';
import type { InstanceActual } from './plan.js';
import type { PublicStep } from './public-plan.js';

type Unit = Run['unit'];

/** Does one step at the public interface; `key` is the one of the server. */
export async function applyPublicStep(
  step: PublicStep,
  key: ObjectKey,
  { instance }: InstanceIntent,
  actual: InstanceActual,
  session: Session,
  run: Run,
): Promise<InstanceActual> {
  const { publicActual } = actual;
  if (step.do === 'tell-others') {
    await run.write((transaction) =>
      wakeUnits(run.domain, transaction, [
        ...step.publicIpUids.map((uid): Unit => ({ type: 'public-ip', uid })),
        ...step.groupUids.map((uid): Unit => ({ type: 'security-group', uid })),
      ]),
    );
    return { ...actual, publicActual: { ...publicActual, areOthersTold: true } };
  }
  const { primaryIps, servers } = session.client;
  const serverId = actual.server?.id ?? 0;
  const isAssigning = step.do === 'assign-public-ip';
  await session.wait(
    isAssigning
      ? await primaryIps.assign(step.primaryIpId, { serverId })
      : await primaryIps.unassign(step.primaryIpId),
  );
  const server = await servers.get(serverId);
  if (server) await noteSighting(run, serverKind(session), key, server, 'read');
  await noteAssignee(run, step.publicIpUid, isAssigning ? serverId : null);
  await tellFilters(run, instance);
  if (!isAssigning) await tellClaimants(run, step.publicIpUid);
  const publicIpUids = new Map(publicActual.publicIpUids).set(step.primaryIpId, step.publicIpUid);
  return { ...actual, server, publicActual: { ...publicActual, publicIpUids, areOthersTold: false } };
}

/** After a server is gone: its addresses are free, and its filters have one server less. */
export async function tellOfLostInterface(
  run: Run,
  instance: Resource<'instance'>,
  { publicActual, server }: InstanceActual,
): Promise<void> {
  if (!server?.public_net.ipv4 && !server?.public_net.ipv6) return;
  for (const uid of publicActual.publicIpUids.values()) {
    await noteAssignee(run, uid, null);
    await tellClaimants(run, uid);
  }
  await tellFilters(run, instance);
}

/** What the public IP's own unit would see. */
async function noteAssignee(run: Run, publicIpUid: string, assigneeId: number | null): Promise<void> {
  await run.write(async ({ manager }) => {
    const binding = await findResourceBinding(manager, publicIpUid, 'public-ip' satisfies Role);
    if (binding?.objectId == null || !binding.observed) return;
    const observed = { ...(binding.observed as PrimaryIpSighting), assigneeId };
    const { objectId, evidence } = binding;
    const observedAt = run.domain.clock.now();
    await recordSighting(manager, binding, { objectId, observed, observedAt, evidence: evidence ?? 'read' });
  });
}

/** A public IP that is free may be wanted by another instance, or be on its way out. */
async function tellClaimants(run: Run, publicIpUid: string): Promise<void> {
  await run.write(async (transaction) => {
    const { manager } = transaction;
    const publicIp = await findResourceByUid(manager, publicIpUid);
    if (!publicIp) return;
    const units: Unit[] = publicIp.deletedAt ? [{ type: 'public-ip', uid: publicIpUid }] : [];
    for (const nic of await findReferrers(manager, publicIp, ['nic'])) {
      for (const { uid } of await findReferrers(manager, nic, ['instance'])) {
        if (uid !== run.unit.uid) units.push({ type: 'instance', uid });
      }
    }
    await wakeUnits(run.domain, transaction, units);
  });
}

/** The groups that have to be on the server, and those whose rules let it through. */
async function tellFilters(run: Run, instance: Resource<'instance'>): Promise<void> {
  await run.write(async (transaction) => {
    const { manager } = transaction;
    const own = await groupsOf(manager, instance);
    const units = new Set(own.map(({ uid }) => uid));
    for (const source of [instance, ...own]) {
      for (const user of await findReferrers(manager, source, ['security-group', 'security-group-rule'])) {
        const groups =
          user.kind === 'security-group' ? [user] : await findReferrers(manager, user, ['security-group']);
        for (const { uid } of groups) units.add(uid);
      }
    }
    await wakeUnits(
      run.domain,
      transaction,
      [...units].map((uid): Unit => ({ type: 'security-group', uid })),
    );
  });
}

/** Every group that the instance or one of its NICs names. */
async function groupsOf(manager: EntityManager, instance: Resource<'instance'>): Promise<Resource[]> {
  const targets = await findTargets(manager, instance.uid);
  const named = [...targets.values()];
  for (const { pointer } of nicFields(instance.spec)) {
    const nic = targets.get(pointer);
    if (nic) named.push(...(await findTargets(manager, nic.uid)).values());
  }
  return named.filter(({ kind }) => kind === 'security-group');
}
