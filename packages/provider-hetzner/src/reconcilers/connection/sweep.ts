import { isDeepStrictEqual } from 'node:util';
import {
  findConnectionBindings,
  unitsOfBindings,
  wakeUnits,
  type Binding,
  type Run,
} from '@seca-hetzner/domain';
import { selectorOfInstallation, selectorOfRole } from '../labels.js';
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
import type { Session } from '../session.js';
import { bindingsOfWaysOut } from './ways-out.js';

/**
 * Compares everything of ours in a project with what was last seen of it, by one list per type of object, and
 * has the units look whose objects are gone or have changed. A type of which nothing is bound is not listed.
 */
export async function sweep(session: Session, run: Run): Promise<void> {
  const labelSelector = selectorOfInstallation(session.installation.id);
  const bindings = await findConnectionBindings(run.domain.dataSource.manager, session.connection.id);
  await compare(run, bindings, [
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
  await compare(run, bindingsOfWaysOut(bindings), [
    listing(networkKind(session), selectorOfRole(id, 'network')),
    listing(serverKind(session), selectorOfRole(id, 'nat-vm')),
    listing(primaryIpKind(session), selectorOfRole(id, 'nat-ip')),
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

async function compare(run: Run, bindings: readonly Binding[], listings: readonly Listing[]): Promise<void> {
  const seen = new Map<string, object>();
  const types = new Set(bindings.map((binding) => binding.objectType));
  for (const { objectType, list } of listings) {
    if (!types.has(objectType)) continue;
    for (const [key, sighting] of await list()) seen.set(key, sighting);
  }
  const changed = bindings.filter((binding) =>
    hasChanged(binding, seen.get(keyOf(binding.objectType, binding.objectId))),
  );
  if (changed.length === 0) return;
  run.logger.info(
    { objects: changed.map((binding) => keyOf(binding.objectType, binding.objectId)) },
    'objects changed',
  );
  await run.write(async (transaction) => {
    const units = await unitsOfBindings(
      transaction.manager,
      changed.map((binding) => binding.unitUid),
    );
    await wakeUnits(run.domain, transaction, units);
  });
}

function keyOf(objectType: string, objectId: string | null): string {
  return `${objectType}/${objectId}`;
}

/** An object that was made and not yet seen is left to its own unit. */
function hasChanged({ objectId, observed }: Binding, sighting: object | undefined): boolean {
  return objectId !== null && !isDeepStrictEqual(observed, sighting ?? null);
}
