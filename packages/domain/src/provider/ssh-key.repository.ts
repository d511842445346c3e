import type { EntityManager } from 'typeorm';
import type { Unit } from '../jobs/units.js';
import { SshKeyEntity } from './ssh-key.entity.js';

export type SshKey = SshKeyEntity;

/** The keys that are known of one connection. */
export async function findSshKeys(manager: EntityManager, connectionId: string): Promise<SshKey[]> {
  return manager.find(SshKeyEntity, { where: { connectionId }, order: { name: 'ASC' } });
}

/** Notes what is known of a key; without an id, that it is about to be registered. */
export async function recordSshKey(manager: EntityManager, key: Omit<SshKey, 'connection'>): Promise<void> {
  await manager.upsert(SshKeyEntity, key, ['connectionId', 'name']);
}

export async function forgetSshKey(
  manager: EntityManager,
  connectionId: string,
  name: string,
): Promise<void> {
  await manager.delete(SshKeyEntity, { connectionId, name });
}

const INSTANCES_WITH_KEYS = `
  FROM resource instance
  JOIN resource workspace
    ON workspace.kind = 'workspace' AND workspace.connection_id = $1 AND workspace.tenant = instance.tenant
   AND workspace.region = instance.region AND workspace.name = instance.workspace
 WHERE instance.kind = 'instance' AND instance.deleted_at IS NULL
   AND jsonb_typeof(instance.spec -> 'sshKeys') = 'array'`;

/** What the instances of a connection name as their SSH keys, as the clients wrote it, each once. */
export async function findWantedSshKeys(manager: EntityManager, connectionId: string): Promise<string[]> {
  const rows: { entry: string }[] = await manager.query(
    `SELECT DISTINCT jsonb_array_elements_text(instance.spec -> 'sshKeys') AS entry
       ${INSTANCES_WITH_KEYS} ORDER BY entry`,
    [connectionId],
  );
  return rows.map((row) => row.entry);
}

/** The instances that may wait for a key. */
export async function findUnitsAwaitingSshKeys(
  manager: EntityManager,
  connectionId: string,
): Promise<Unit[]> {
  return manager.query(
    `SELECT 'instance' AS type, instance.uid
       ${INSTANCES_WITH_KEYS} AND instance.observed_version < instance.resource_version`,
    [connectionId],
  );
}
