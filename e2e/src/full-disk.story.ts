import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ONE_WAY_OUT,
  paths,
  putAll,
  removeEmbeddedPostgres,
  secaClient,
  simulatedCloud,
  specs,
  startEmbeddedPostgres,
  startStack,
  type Endpoints,
} from '@seca-hetzner/scripts';
import { expect, test } from './stories.js';

/** More than an empty database takes. */
const DISK = '300m';
/** Far more than what still fits into half-empty pages. */
const MOST_PUTS = 2_000;

test('a full disk of the database is said, loses nothing, and once there is room all goes on', async () => {
  const disk = mountDisk();
  test.skip(disk === undefined, 'a file system of its own can be mounted on Linux by root only');
  if (disk === undefined) return;
  try {
    const dataDir = join(disk, 'data');
    const postgres = await startEmbeddedPostgres({ dataDir, durable: true });
    try {
      await fillAndFree(postgres.url, join(disk, 'ballast'));
    } finally {
      await postgres.stop();
      await removeEmbeddedPostgres(dataDir);
    }
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
});

async function fillAndFree(databaseUrl: string, ballast: string): Promise<void> {
  const stack = await startStack({ environment: { DATABASE_URL: databaseUrl } });
  try {
    const seca = secaClient(stack.endpoints);
    const { started } = await putAll(seca);
    fillUp(ballast);
    const { made, refusal } = await putUntilRefused(stack.endpoints);
    expect(refusal).toMatchObject({ status: 503, detail: 'the database has no room left' });
    expect(await seca.get(paths.network)).toBeDefined();

    rmSync(ballast);
    await started;
    await seca.put(volumePath('after'), specs.volume);
    for (const name of [...made, 'after']) {
      await seca.until(volumePath(name), (found) => found?.status?.state === 'active');
    }
    const cloud = simulatedCloud(stack.control, stack.endpoints);
    await expect.poll(() => cloud.inventory(), { timeout: 60_000 }).toEqual(ONE_WAY_OUT);
  } finally {
    await stack.stop();
  }
}

const volumePath = (name: string): string => paths.volume.replace(/[^/]+$/, name);

/** A small file system in memory; nothing where none may be mounted. */
function mountDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'seca-full-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK},mode=0755`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

function fillUp(path: string): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4_096);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}

interface Refusal {
  status: number;
  detail: string;
}

/** Declares one block storage after the other, and gives the names of those that were taken. */
async function putUntilRefused({
  gateway,
  token,
}: Endpoints): Promise<{ made: string[]; refusal: Refusal | undefined }> {
  const made: string[] = [];
  while (made.length < MOST_PUTS) {
    const name = `v${made.length}`;
    const answer = await fetch(`${gateway}/providers/${volumePath(name)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ spec: specs.volume, annotations: { note: 'x'.repeat(1_000) } }),
    });
    if (!answer.ok) return { made, refusal: (await answer.json()) as Refusal };
    made.push(name);
  }
  return { made, refusal: undefined };
}
