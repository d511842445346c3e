/** Compiles the packages and the console; nothing when their sources have not changed. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hasStamp, timesHash, writeStamp } from './stamp.mjs';
import { runQuietly } from './tool.mjs';
import { ROOT, compiledFolders, filesUnder, readJson } from './workspace.mjs';

/** `installed` is what the dependencies are stamped with: a new compiler builds anew. */
export async function build(installed) {
  await compile(installed);
  await bundle(installed);
}

async function compile(installed) {
  // A package of which there is only the manifest yet has no output.
  const parts = compiledFolders()
    .map((name) => ({ folder: join(ROOT, name), sources: sourcesOf(join(ROOT, name)) }))
    .filter(({ sources }) => sources.length > 0);
  const configs = [ROOT, ...parts.map(({ folder }) => folder)].map((folder) => join(folder, 'tsconfig.json'));
  const inputs = [join(ROOT, 'tsconfig.base.json'), ...configs, ...parts.flatMap(({ sources }) => sources)];
  const stamp = timesHash(inputs, [installed]);
  const emitting = parts.filter(({ folder }) => emits(folder));
  const isBuilt = emitting.every(({ folder }) => existsSync(join(folder, 'dist')));
  if (isBuilt && hasStamp('compile', stamp)) return;
  for (const { folder } of emitting) removeOrphans(folder);
  await runQuietly('compiling', process.execPath, ['node_modules/typescript/bin/tsc', '-b']);
  writeStamp('compile', stamp);
}

function sourcesOf(folder) {
  return ['src', 'test'].flatMap((name) => filesUnder(join(folder, name)));
}

/** The console and the user stories are only checked; another tool makes programs of them. */
function emits(folder) {
  return readJson(join(folder, 'tsconfig.json')).compilerOptions?.outDir !== undefined;
}

const OUTPUT = /(\.d\.ts|\.js)(\.map)?$/;

/** `tsc` leaves the output of a source that is gone, and its tests would still be run. */
export function removeOrphans(folder) {
  const dist = join(folder, 'dist');
  for (const path of outputsUnder(dist)) {
    const source = join(folder, relative(dist, path)).replace(OUTPUT, '');
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(path);
  }
}

function outputsUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return outputsUnder(path);
    return OUTPUT.test(entry.name) ? [path] : [];
  });
}

async function bundle(installed) {
  const folder = join(ROOT, 'packages/web');
  if (!existsSync(join(folder, 'vite.config.ts'))) return;
  const sources = filesUnder(folder).filter((path) => !path.endsWith('.tsbuildinfo'));
  const stamp = timesHash(sources, [installed]);
  if (existsSync(join(folder, 'dist')) && hasStamp('bundle', stamp)) return;
  await runQuietly('building the console', process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
    cwd: folder,
  });
  writeStamp('bundle', stamp);
}
