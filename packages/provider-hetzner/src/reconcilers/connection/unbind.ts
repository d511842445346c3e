import { findSshKeys, finishUnbinding, forgetSshKey, type Run } from '@seca-hetzner/domain';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import type { Session } from '../session.js';
import { removeKey } from './ssh-keys.js';

/**
 * Removes what is ours in a project that nothing uses any more, the mark last, then the connection itself. In plan mode
 * nothing is removed.
 */
export async function leaveProject(
  session: Session,
  markers: readonly PlacementGroup[],
  run: Run,
): Promise<void> {
  const { client, connection } = session;
  if (connection.mode !== 'plan') {
    for (const key of await findSshKeys(run.domain.dataSource.manager, connection.id)) {
      await removeKey(key, session);
      await run.write(({ manager }) => forgetSshKey(manager, connection.id, key.name));
    }
    if (connection.sshKeyObjectId !== undefined)
      await client.sshKeys.delete(Number(connection.sshKeyObjectId));
    for (const marker of markers) await client.placementGroups.delete(marker.id);
  }
  await run.write((transaction) => finishUnbinding(run.domain, transaction, connection.id));
}
