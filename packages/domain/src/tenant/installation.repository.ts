import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { InstallationEntity } from './installation.entity.js';

export type Installation = InstallationEntity;

/** The installation, made at the first call. Call it inside a transaction. */
export async function ensureInstallation(manager: EntityManager, now: Date): Promise<Installation> {
  await manager.query('LOCK TABLE installation IN SHARE ROW EXCLUSIVE MODE');
  const [existing] = await manager.find(InstallationEntity, { take: 1 });
  if (existing) return existing;
  const made = { id: randomUUID(), sshPublicKey: throwAwayPublicKey(), createdAt: now };
  const created = { ...made, epoch: '', databaseIdentity: null };
  await manager.insert(InstallationEntity, created);
  return created;
}

/** The installation that `ensureInstallation` has made. */
export async function getInstallation(manager: EntityManager): Promise<Installation> {
  const [installation] = await manager.find(InstallationEntity, { take: 1 });
  if (!installation) throw new Error('the installation has not been set up: run the seed command first');
  return installation;
}

/** An Ed25519 key in OpenSSH's form whose private half ends with this call. Source: RFC 8709. */
function throwAwayPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const fields = [Buffer.from('ssh-ed25519'), Buffer.from(x ?? '', 'base64url')];
  const blob = Buffer.concat(
    fields.flatMap((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }),
  );
  return `ssh-ed25519 ${blob.toString('base64')} seca-no-login`;
}
