/** Remembers what a step was last done for, so that it is skipped while nothing has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './workspace.mjs';

// In `node_modules`, because what the stamps speak of goes when that goes.
const stampFile = (name, root) => join(root, 'node_modules', '.seca', `${name}.stamp`);

export function hasStamp(name, value, root = ROOT) {
  const path = stampFile(name, root);
  return existsSync(path) && readFileSync(path, 'utf8') === value;
}

export function writeStamp(name, value, root = ROOT) {
  mkdirSync(dirname(stampFile(name, root)), { recursive: true });
  writeFileSync(stampFile(name, root), value);
}

/** Changes with the content of any of the files, and with any of the other values. */
export function contentHash(paths, values = []) {
  const hash = createHash('sha256').update(JSON.stringify(values));
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

/** As `make` looks: at names, sizes and times; a thousand files take some milliseconds. */
export function timesHash(paths, values = []) {
  const hash = createHash('sha256').update(JSON.stringify(values));
  for (const path of paths) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`\0${path}\0${size}\0${mtimeMs}`);
  }
  return hash.digest('hex');
}
