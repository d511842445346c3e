import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import { InstallationEntity } from './installation.entity.js';

/**
 * Begins a new epoch if the database is another one than last time: it was restored from a backup, perhaps beside the
 * one that the backup was taken from. To be awaited before the first write to a provider.
 */
export async function recognizeDatabase({
  dataSource,
  clock,
}: Pick<Domain, 'dataSource' | 'clock'>): Promise<void> {
  await dataSource.transaction(async (manager) => {
    const installation = await lockInstallation(manager);
    const databaseIdentity = await identityOfDatabase(manager);
    if (installation.databaseIdentity === databaseIdentity) return;
    const epoch = epochAfter(installation.epoch, clock.now());
    await manager.update(InstallationEntity, { id: installation.id }, { epoch, databaseIdentity });
  });
}

/**
 * Begins a new epoch because an operator says so: this installation takes the projects back from a copy of it that was
 * started. Returns the epoch.
 */
export async function renewEpoch({
  dataSource,
  clock,
}: Pick<Domain, 'dataSource' | 'clock'>): Promise<string> {
  return dataSource.transaction(async (manager) => {
    const installation = await lockInstallation(manager);
    const databaseIdentity = await identityOfDatabase(manager);
    const epoch = epochAfter(installation.epoch, clock.now());
    await manager.update(InstallationEntity, { id: installation.id }, { epoch, databaseIdentity });
    return epoch;
  });
}

async function lockInstallation(manager: EntityManager): Promise<InstallationEntity> {
  const [installation] = await manager.find(InstallationEntity, {
    take: 1,
    lock: { mode: 'pessimistic_write' },
  });
  if (!installation) throw new Error('the installation has not been set up: run the seed command first');
  return installation;
}

/**
 * A dump is restored into a database with another number or cluster; a physical copy goes on on another timeline as soon
 * as it is recovered. Source: PostgreSQL, "Control Data Functions".
 */
async function identityOfDatabase(manager: EntityManager): Promise<string> {
  const [row]: { identity: string }[] = await manager.query(
    `SELECT format('%s/%s/%s', system_identifier, timeline_id, (SELECT oid FROM pg_database WHERE datname = current_database())) AS identity
       FROM pg_control_system(), pg_control_checkpoint()`,
  );
  return row?.identity ?? '';
}

/** Milliseconds since 1970, then chance, so that two copies that start together do not begin the same one. */
function epochAfter(before: string, now: Date): string {
  const ms = Math.max(now.getTime(), Number(before.split('-')[0] ?? 0) + 1);
  return `${String(ms).padStart(13, '0')}-${randomBytes(4).toString('hex')}`;
}
