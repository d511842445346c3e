/** Where the parts of the repository are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Without a slash at its end. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Folders with a `package.json`, relative to the root; the root itself is not among them. */
export function workspaceFolders(root = ROOT) {
  const packages = readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `packages/${entry.name}`);
  const folders = [...packages.toSorted(), 'scripts', 'e2e', 'bench', 'proofs', 'smoke'];
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** Folders that the root's `tsconfig.json` builds. */
export function compiledFolders(root = ROOT) {
  return readJson(join(root, 'tsconfig.json')).references.map(({ path }) => path);
}

/** All files under `folder`, without what is installed or built there. */
export function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
    return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesUnder(path);
  });
}
