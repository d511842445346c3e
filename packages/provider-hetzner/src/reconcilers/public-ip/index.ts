import {
  findResource,
  findResourceBinding,
  findResourceByUid,
  getRegion,
  workspaceIdentityOf,
  type Reconciler,
  type ResourceReport,
  type Run,
  type RunEnding,
} from '@seca-hetzner/domain';
import type { PrimaryIp } from '@seca-hetzner/hetzner/schema';
import { holdsPublicAddress, publicAddressOf } from '../../rules/public-address.js';
import { publicIpLocation } from '../../rules/public-ip-rules.js';
import { POOL_LABEL, UID_LABEL, nameOf, selectorOf, type Role } from '../labels.js';
import { noteSighting, observeObject, primaryIpKind } from '../objects.js';
import type { Session, Sessions } from '../session.js';
import { unsettled } from '../unsettled.js';
import { applyPublicIpStep } from './apply.js';
import { planPublicIp, type PublicIpActual, type PublicIpIntent, type PublicIpStep } from './plan.js';

/** Source: Hetzner Cloud API, "Labels". A longer tenant name has no pool. */
const MAX_LABEL_LENGTH = 63;

/**
 * A public IP: a Primary IP that outlives the servers that have it. Putting it on a server and taking it off is the
 * work of the instance, since the server has to be off for that.
 */
export function publicIpReconciler(
  sessions: Sessions,
): Reconciler<PublicIpIntent, PublicIpActual, PublicIpStep> {
  return {
    unit: 'public-ip',
    load: loadPublicIp,
    observe: (intent, run) => observePublicIp(sessions, intent, run),
    plan: planPublicIp,
    apply: applyPublicIpStep,
    report: reportPublicIp,
    lookAgainAfterMs: () => undefined,
  };
}

async function loadPublicIp(run: Run): Promise<PublicIpIntent | undefined> {
  const { manager } = run.domain.dataSource;
  const publicIp = await findResourceByUid(manager, run.unit.uid);
  if (publicIp?.kind !== 'public-ip') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(publicIp));
  const region = await getRegion(manager, publicIp.region);
  return {
    publicIp,
    connectionId: workspace?.connectionId,
    workspaceUid: workspace?.uid ?? '',
    location: publicIpLocation(publicIp, region),
    binding: await findResourceBinding(manager, publicIp.uid, 'public-ip' satisfies Role),
  };
}

async function observePublicIp(
  sessions: Sessions,
  intent: PublicIpIntent,
  run: Run,
): Promise<PublicIpActual> {
  const { publicIp, connectionId, workspaceUid, binding } = intent;
  const isBound = binding !== undefined;
  if (connectionId === undefined) {
    return { session: undefined, primaryIp: undefined, isBound, offered: undefined };
  }
  const priority = publicIp.deletedAt === undefined ? 'normal' : 'repair';
  const session = await sessions.open(run, connectionId, workspaceUid, priority);
  const primaryIp = await observePrimaryIp(intent, session, run);
  const isOfferWanted = !primaryIp && publicIp.deletedAt === undefined;
  const offered = isOfferWanted ? await findOffer(intent, session) : undefined;
  return { session, primaryIp, isBound, offered };
}

/** One that was taken from the pool keeps the operator's name, so after a lost reply only the label tells. */
async function observePrimaryIp(
  { publicIp, binding }: PublicIpIntent,
  session: Session,
  run: Run,
): Promise<PrimaryIp | undefined> {
  const kind = primaryIpKind(session);
  if (!binding || binding.objectId !== null) {
    return observeObject(run, session, kind, binding, nameOf.publicIp(publicIp.uid));
  }
  const labelSelector = selectorOf(session.installation.id, publicIp.uid);
  const [found] = await session.client.primaryIps.list({ labelSelector });
  if (found) await noteSighting(run, kind, binding, found, 'read');
  return found;
}

/** A free Primary IP with the address asked for, among those that the operator has set aside for the tenant. */
async function findOffer(
  { publicIp, location }: PublicIpIntent,
  { client }: Session,
): Promise<PrimaryIp | undefined> {
  const { address } = publicIp.spec;
  if (!address || publicIp.tenant.length > MAX_LABEL_LENGTH) return undefined;
  const pool = await client.primaryIps.list({ labelSelector: `${POOL_LABEL}=${publicIp.tenant}` });
  return pool.find(
    ({ ip, labels, assignee_id, location: { name } }) =>
      name === location && assignee_id === null && !(UID_LABEL in labels) && holdsPublicAddress(ip, address),
  );
}

export function reportPublicIp(
  { publicIp }: PublicIpIntent,
  actual: PublicIpActual | undefined,
  ending: RunEnding,
): ResourceReport[] {
  const { address: asked } = publicIp.spec;
  const known = { uid: publicIp.uid, version: publicIp.resourceVersion };
  if (ending.type !== 'done' || !actual) return [{ ...known, ...unsettled(ending) }];
  if (publicIp.deletedAt !== undefined) return [{ ...known, outcome: 'gone' }];
  if (!actual.primaryIp) return [{ ...known, ...unsettled(ending) }];
  const ipAddress = publicAddressOf(actual.primaryIp.ip, asked);
  const settled = { ...known, outcome: 'settled', details: { ipAddress } } as const;
  if (!asked || holdsPublicAddress(actual.primaryIp.ip, asked)) return [settled];
  const message = `The address ${asked} could not be had: Hetzner assigns addresses itself, it is ${ipAddress}`;
  return [{ ...settled, explanation: { reason: 'AddressNotGranted', message } }];
}
