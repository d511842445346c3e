import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';

const TAIL_BYTES = 16_384;

/** Moves a log aside as `<path>.1`, so that a start begins with an empty one and the previous stays readable. */
export function rotateLog(path: string): void {
  if (existsSync(path)) renameSync(path, `${path}.1`);
}

/** The last lines of a log, oldest first; none when there is no such file. */
export function lastLinesOf(path: string, count: number): string[] {
  if (!existsSync(path)) return [];
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const length = Math.min(size, TAIL_BYTES);
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, size - length);
    return buffer.toString('utf8').split('\n').filter(Boolean).slice(-count);
  } finally {
    closeSync(file);
  }
}
