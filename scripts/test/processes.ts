import { execFileSync } from 'node:child_process';
import { waitUntil } from '../src/wait.js';

/** Whether a process is there and not merely waiting to be reaped. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .startsWith('Z');
  } catch {
    return false;
  }
}

/** Waits for the end of a process; gives how long that took, in ms. */
export async function ended(pid: number, limitMs = 15_000): Promise<number> {
  const begin = performance.now();
  const isGone = await waitUntil(() => !isAlive(pid), { limitMs });
  if (!isGone) throw new Error(`process ${pid} is still there after ${limitMs} ms`);
  return performance.now() - begin;
}
