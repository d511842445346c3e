/**
 * Says whether another process works on a folder right now. A process id in a file cannot: after a crash the
 * number may belong to somebody else, and in containers it usually does. A socket that answers can.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { unlinkSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface FolderLock {
  /** The previous holder was killed: what it had started may still be ending. */
  readonly wasLeftBehind: boolean;
  release(): Promise<void>;
}

/**
 * Takes a folder for this process until `release`, or until the process ends. Gives `undefined` when another
 * living process has it. Of two that ask within the same millisecond both may succeed; PostgreSQL's own lock is
 * the last guard.
 */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const path = socketOf(folder);
  const state = await stateOf(path);
  if (state === 'held') return undefined;
  // Not `rmSync`, which looks at the file first: in Node 20, the next `require` after a look at a socket may return
  // its path with symbolic links in it, and pnpm's packages then do not find each other.
  if (state === 'left behind') unlinkSync(path);
  const server = createServer((socket) => socket.destroy());
  server.listen(path);
  await once(server, 'listening');
  server.unref();
  return {
    wasLeftBehind: state === 'left behind',
    release: () => new Promise((done) => server.close(() => done())),
  };
}

/** Whether the process that had the folder was killed and nobody has taken it since. */
export async function isLeftBehind(folder: string): Promise<boolean> {
  return (await stateOf(socketOf(folder))) === 'left behind';
}

/** Whether a living process has the folder. */
export async function isInUse(folder: string): Promise<boolean> {
  return (await stateOf(socketOf(folder))) === 'held';
}

// A socket's path must fit into 104 bytes on macOS and 108 on Linux.
function socketOf(folder: string): string {
  const path = join(resolve(folder), 'in-use.sock');
  if (Buffer.byteLength(path) <= 100) return path;
  return join(tmpdir(), `seca-${createHash('sha256').update(path).digest('hex').slice(0, 16)}.sock`);
}

function stateOf(path: string): Promise<'free' | 'held' | 'left behind'> {
  return new Promise((done, fail) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      done('held');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') done('free');
      else if (error.code === 'ECONNREFUSED') done('left behind');
      else if (error.code === 'EACCES') done('held'); // Another user's.
      else fail(error);
    });
  });
}
