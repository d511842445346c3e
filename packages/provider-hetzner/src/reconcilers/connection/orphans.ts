import {
  findConnectionBindings,
  findSshKeys,
  forgetOrphan,
  listOrphans,
  recordOrphanFault,
  recordOrphans,
  type EntityManager,
  type Orphan,
  type ProviderConnection,
  type Run,
} from '@seca-hetzner/domain';
import { INSTALLATION_LABEL, POOL_LABEL, ROLE_LABEL, UID_LABEL } from '../labels.js';
import { failureOf } from '../failures.js';
import { findObject, removeObject, type ProjectObject } from '../project-objects.js';
import type { Session } from '../session.js';

/** How long an object has to have been an orphan before it may be removed. */
const GRACE_MS = 3_600_000;

/** Notes which of our objects nobody knows. To be called after `ours` was read, so that what is being made is known. */
export async function noteOrphans(
  run: Run,
  connection: ProviderConnection,
  ours: readonly ProjectObject[],
): Promise<void> {
  const isKnown = await knownObjects(run.domain.dataSource.manager, connection);
  const found = ours
    .filter((object) => !isKnown(object))
    .map(({ objectType, id, name, labels }) => ({
      objectType,
      objectId: String(id),
      name,
      role: labels[ROLE_LABEL] ?? '',
    }));
  await run.write(({ manager }) => recordOrphans(manager, connection.id, found, run.domain.clock.now()));
}

/** Those that an operator wants removed and that have been orphans for long enough. */
export async function findRemovable({ domain }: Run, connectionId: string): Promise<Orphan[]> {
  const nowMs = domain.clock.now().getTime();
  const orphans = await listOrphans(domain.dataSource.manager, connectionId);
  return orphans.filter(
    ({ removalAskedAt, seenSince }) => removalAskedAt !== null && nowMs - seenSince.getTime() >= GRACE_MS,
  );
}

/**
 * Removes orphans, after looking at each once more: only what still carries our label and is known to nobody goes. One
 * that cannot be removed does not keep the others.
 */
export async function removeOrphansNow(
  session: Session,
  run: Run,
  orphans: readonly Orphan[],
): Promise<void> {
  const { client, connection, installation } = session;
  for (const orphan of orphans) {
    const object = {
      objectType: orphan.objectType as ProjectObject['objectType'],
      id: Number(orphan.objectId),
    };
    try {
      const found = await findObject(client, object);
      const isKnown = await knownObjects(run.domain.dataSource.manager, connection);
      const isOurs = found?.labels[INSTALLATION_LABEL] === installation.id;
      if (found && isOurs && !isKnown({ ...object, name: orphan.name, labels: found.labels }))
        await removeObject(client, object, session.wait);
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.severity !== 'failure') throw error;
      await run.write(({ manager }) =>
        recordOrphanFault(manager, connection.id, orphan, `${failure.code}: ${failure.message}`),
      );
      continue;
    }
    await run.write(({ manager }) => forgetOrphan(manager, connection.id, orphan));
  }
}

/** A binding without an id may be of an object that was made and whose answer was lost: its labels tell. */
async function knownObjects(
  manager: EntityManager,
  connection: ProviderConnection,
): Promise<(object: ProjectObject) => boolean> {
  const bindings = await findConnectionBindings(manager, connection.id);
  const keys = await findSshKeys(manager, connection.id);
  const ids = new Set([
    ...bindings.map(({ objectType, objectId }) => `${objectType}/${objectId}`),
    ...keys.map(({ objectId }) => `ssh_key/${objectId}`),
    `ssh_key/${connection.sshKeyObjectId}`,
  ]);
  const beingMade = new Set(
    bindings.filter(({ objectId }) => objectId === null).map(({ resourceUid }) => resourceUid),
  );
  const isKeyBeingMade = keys.some(({ objectId }) => objectId === null);
  return ({ objectType, id, labels }) =>
    ids.has(`${objectType}/${id}`) ||
    beingMade.has(labels[UID_LABEL] ?? '') ||
    // An operator's own address, which only was in use.
    labels[POOL_LABEL] !== undefined ||
    labels[ROLE_LABEL] === 'marker' ||
    (labels[ROLE_LABEL] === 'ssh-key' && connection.sshKeyObjectId === undefined) ||
    (labels[ROLE_LABEL] === 'user-key' && isKeyBeingMade);
}
