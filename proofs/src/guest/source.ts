import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the proofs' sources. Compiled, this file lies in dist/src/guest; what is read stays there. */
export const SOURCES = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Paths of all files in a folder of `SOURCES`, relative to `SOURCES`, in the same order everywhere. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(SOURCES, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(SOURCES.length)).toSorted();
}
