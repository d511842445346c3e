import { isDeepStrictEqual } from 'node:util';
import {
  findConnectionBindings,
  unitsOfBindings,
  wakeUnits,
  type Binding,
  type Run,
} from '@seca-hetzner/domain';
import { selectorOfInstallation } from '../labels.js';
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
import { slotRoles } from '../network/nat-slot.js';
import type { Session } from '../session.js';

/**
 * Compares everything of ours in a project with what was last seen of it, by one list per type of object, and
 * has the units look whose objects are gone or have changed, or whose NAT VMs are more or fewer than is set. A type of
 * which nothing is bound is not listed.
 */
export async function sweep(
  session: Session,
  run: Run,
  installationId: string,
  hasStandbys: boolean,
): Promise<void> {
  const labelSelector = selectorOfInstallation(installationId);
  const seen = new Map<string, object>();
  const bindings = await findConnectionBindings(run.domain.dataSource.manager, session.connection.id);
  const types = new Set(bindings.map((binding) => binding.objectType));
  await collect(networkKind(session));
  await collect(serverKind(session));
  await collect(primaryIpKind(session));
  await collect(volumeKind(session));
  await collect(snapshotKind(session));
  await collect(placementGroupKind(session));
  await collect(firewallKind(session));
  const changed = bindings.filter((binding) =>
    hasChanged(binding, seen.get(keyOf(binding.objectType, binding.objectId))),
  );
  const unpaired = hasStandbys ? withoutStandby(bindings) : standbysOf(bindings);
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

  async function collect<T extends BoundObject>(kind: ObjectKind<T>): Promise<void> {
    if (!types.has(kind.objectType)) return;
    for (const object of await kind.find.list({ labelSelector })) {
      seen.set(keyOf(kind.objectType, String(object.id)), kind.sight(object));
    }
  }
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
