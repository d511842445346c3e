/** A freshly initialised data folder of the embedded PostgreSQL; made once per test file and copied, which is faster. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded-postgres.js';

let template: Promise<string> | undefined;

afterAll(async () => {
  if (template) await removeEmbeddedPostgres(await template);
});

/** A folder for a test that the account of the embedded PostgreSQL can enter. */
export function openFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** Puts a cluster that has never been used at `dataDir`. */
export async function putNewCluster(dataDir: string): Promise<void> {
  template ??= makeTemplate();
  mkdirSync(dirname(dataDir), { recursive: true });
  // -a keeps the owner, who differs from ours when we are root.
  execFileSync('cp', ['-a', await template, dataDir]);
}

async function makeTemplate(): Promise<string> {
  const dataDir = openFolder('seca-new-cluster-');
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  await postgres.stop();
  return dataDir;
}
