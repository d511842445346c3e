import { isDeepStrictEqual } from 'node:util';
import {
  findConnectionBindings,
  natVmRoles,
  unitsOfBindings,
  wakeUnits,
  type Binding,
  type Run,
} from '@seca-hetzner/domain';
import { selectorOfInstallation, selectorOfRoles } from '../labels.js';
import {
  firewallKind,
  networkKind,
  placementGroupKind,
  primaryIpKind,
  serverKind,
  snapshotKind,
  volumeKind,
  type BoundObject,
  type ObjectKind,
} from '../objects.js';
import { natIpRoles, slotRoles } from '../network/nat-slot.js';
import type { Session } from '../session.js';
import { bindingsOfWaysOut } from './ways-out.js';

/**
 * Compares everything of ours in a project with what was last seen of it, by one list per type of object, and
 * has the units look whose objects are gone or have changed, or whose NAT VMs are more or fewer than is set. A type of
 * which nothing is bound is not listed.
 */
export async function sweep(session: Session, run: Run, hasStandbys: boolean): Promise<void> {
  const labelSelector = selectorOfInstallation(session.installation.id);
  const bindings = await findConnectionBindings(run.domain.dataSource.manager, session.connection.id);
  const unpaired = hasStandbys ? withoutStandby(bindings) : standbysOf(bindings);
  await compare(run, { bindings, unpaired }, [
    listing(networkKind(session), labelSelector),
    listing(serverKind(session), labelSelector),
    listing(primaryIpKind(session), labelSelector),
    listing(volumeKind(session), labelSelector),
    listing(snapshotKind(session), labelSelector),
    listing(placementGroupKind(session), labelSelector),
    listing(firewallKind(session), labelSelector),
  ]);
}

/**
 * The same for the ways out alone, which carry others' traffic and are looked at more often: NAT VMs, their addresses,
 * and the networks that have one. Without any, nothing is listed.
 */
export async function lookAtWaysOut(session: Session, run: Run): Promise<void> {
  const { id } = session.installation;
  const bindings = await findConnectionBindings(run.domain.dataSource.manager, session.connection.id);
  await compare(run, { bindings: bindingsOfWaysOut(bindings), unpaired: [] }, [
    listing(networkKind(session), selectorOfRoles(id, ['network'])),
    listing(serverKind(session), selectorOfRoles(id, Object.values(natVmRoles))),
    listing(primaryIpKind(session), selectorOfRoles(id, natIpRoles)),
  ]);
}

/** What is to be listed of one type of object, and how it looks: by `keyOf`. */
interface Listing {
  objectType: string;
  list(): Promise<(readonly [key: string, sighting: object])[]>;
}

function listing<T extends BoundObject>(kind: ObjectKind<T>, labelSelector: string): Listing {
  const { objectType } = kind;
  return {
    objectType,
    async list() {
      const objects = await kind.find.list({ labelSelector });
      return objects.map((object) => [keyOf(objectType, String(object.id)), kind.sight(object)]);
    },
  };
}

/** What is to be compared, and NAT VMs that are more or fewer than is set. */
interface Compared {
  bindings: readonly Binding[];
  unpaired: readonly Binding[];
}

async function compare(
  run: Run,
  { bindings, unpaired }: Compared,
  listings: readonly Listing[],
): Promise<void> {
  const seen = new Map<string, object>();
  const types = new Set(bindings.map((binding) => binding.objectType));
  for (const { objectType, list } of listings) {
    if (!types.has(objectType)) continue;
    for (const [key, sighting] of await list()) seen.set(key, sighting);
  }
  const changed = bindings.filter((binding) =>
    hasChanged(binding, seen.get(keyOf(binding.objectType, binding.objectId))),
  );
  if (changed.length === 0 && unpaired.length === 0) return;
  if (changed.length > 0) {
    const objects = changed.map((binding) => keyOf(binding.objectType, binding.objectId));
    run.logger.info({ objects }, 'objects changed');
  }
  await run.write(async (transaction) => {
    const units = await unitsOfBindings(
      transaction.manager,
      [...changed, ...unpaired].map((binding) => binding.unitUid),
    );
    await wakeUnits(run.domain, transaction, units);
  });
}

function standbysOf(bindings: readonly Binding[]): Binding[] {
  return bindings.filter(({ role }) => role === slotRoles.standby.vm);
}

/** The primary NAT VMs that somebody needs and that have none beside them. */
function withoutStandby(bindings: readonly Binding[]): Binding[] {
  const paired = new Set(standbysOf(bindings).map(pairKeyOf));
  return bindings.filter(
    (binding) =>
      binding.role === slotRoles.primary.vm && !binding.idleSince && !paired.has(pairKeyOf(binding)),
  );
}

function pairKeyOf({ unitUid, resourceUid }: Binding): string {
  return `${unitUid}/${resourceUid}`;
}

function keyOf(objectType: string, objectId: string | null): string {
  return `${objectType}/${objectId}`;
}

/** An object that was made and not yet seen is left to its own unit. */
function hasChanged({ objectId, observed }: Binding, sighting: object | undefined): boolean {
  return objectId !== null && !isDeepStrictEqual(observed, sighting ?? null);
}
