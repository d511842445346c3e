/** The secrets of a demo, made at its first start and kept in its data folder; deleting that folder forgets them. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { createSigningKey, publicKeySet } from '../local-issuer.js';
import { StartFault } from '../start-fault.js';

export interface Secrets {
  /** 32 bytes in base64: what stored Hetzner tokens are encrypted with. */
  tokenEncryptionKey: string;
  /** For the admin API; its database holds only the hash. */
  adminToken: string;
  /** Names the demo's project at the simulator; 64 characters, as Hetzner's. */
  simulatorToken: string;
  /** Private key of the local issuer. */
  signingKey: JWK;
  /** Whose cloud the first start has bound; later starts keep to it. */
  cloud: 'simulator' | 'hetzner';
}

/** Files in the data folder that other processes are pointed to. */
export interface SecretFiles {
  tokenEncryptionKey: string;
  issuerKeySet: string;
}

const fileOf = (dataDir: string) => join(dataDir, 'secrets.json');

/** Reads the secrets; throws `StartFault` when there are none yet. */
export function readSecrets(dataDir: string): Secrets {
  const path = fileOf(dataDir);
  if (!existsSync(path)) throw new StartFault(`There is no ${path} yet; run \`npm start\` first.`);
  try {
    const secrets: Secrets = JSON.parse(readFileSync(path, 'utf8'));
    return secrets;
  } catch (cause) {
    throw new StartFault(`${path} cannot be read; delete ${dataDir} to start anew.`, { cause });
  }
}

/** Makes the secrets once, and writes the files that hand one of them to a process each. */
export async function ensureSecrets(
  dataDir: string,
  cloud: Secrets['cloud'],
): Promise<{ secrets: Secrets; files: SecretFiles }> {
  if (!existsSync(fileOf(dataDir))) {
    writePrivately(fileOf(dataDir), `${JSON.stringify(await createSecrets(cloud), undefined, 2)}\n`);
  }
  const secrets = readSecrets(dataDir);
  const files = {
    tokenEncryptionKey: join(dataDir, 'token-encryption.key'),
    issuerKeySet: join(dataDir, 'issuer.jwks.json'),
  };
  writePrivately(files.tokenEncryptionKey, `${secrets.tokenEncryptionKey}\n`);
  writePrivately(files.issuerKeySet, `${JSON.stringify(publicKeySet(secrets.signingKey))}\n`);
  return { secrets, files };
}

async function createSecrets(cloud: Secrets['cloud']): Promise<Secrets> {
  return {
    tokenEncryptionKey: randomBytes(32).toString('base64'),
    adminToken: `seca_${randomBytes(32).toString('base64url')}`,
    simulatorToken: randomBytes(32).toString('hex'),
    signingKey: await createSigningKey(),
    cloud,
  };
}

/** Writes a file that only we can read, whole or not at all. */
export function writePrivately(path: string, content: string): void {
  const unfinished = `${path}.new`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  renameSync(unfinished, path);
}
