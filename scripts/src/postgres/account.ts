/**
 * PostgreSQL refuses to run as root. There it runs as `nobody`, who must then be able to reach its programs and
 * its data: under a closed home such as /root it cannot, so both have a place of their own outside.
 */
import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StartFault } from '../start-fault.js';

/** Whom to run PostgreSQL as. */
export interface Account {
  uid: number;
  gid: number;
}

// The account has to exist, since initdb asks for its name; this number does everywhere.
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

const OTHERS_MAY_ENTER = 0o001;
const OTHERS_MAY_WRITE = 0o022;

/** `undefined`: as whoever we are. */
export function postgresAccount(): Account | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

/** Whether accounts other than the owner can enter `folder`, and every folder above it. */
export function isOpenToOthers(folder: string): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/**
 * A folder of root's that everybody can enter and nobody else can write to: programs that root starts must not
 * lie where another user could have put them.
 */
export function sharedFolder(): string {
  for (const path of ['/var/lib/seca-hetzner', join(tmpdir(), 'seca-hetzner-root')]) {
    try {
      mkdirSync(path, { mode: 0o755, recursive: true });
    } catch {
      continue; // A read-only file system, say.
    }
    const { uid, mode } = lstatSync(path);
    if (uid === 0 && (mode & OTHERS_MAY_WRITE) === 0 && isOpenToOthers(path)) return path;
  }
  throw new StartFault(
    'As root, PostgreSQL runs as the account nobody and finds no folder that this account can enter; start as a normal user, or set DATABASE_URL.',
  );
}
