/** Installs the dependencies with the pnpm that `package.json` names, brought by npm; nothing when they are up to date. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, hasStamp, writeStamp } from './stamp.mjs';
import { runQuietly } from './tool.mjs';
import { ROOT, readJson, workspaceFolders } from './workspace.mjs';

/** What an installation depends on. */
export function installStamp(root = ROOT) {
  const manifests = workspaceFolders(root).map((folder) => join(root, folder, 'package.json'));
  const shared = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'].map((name) => join(root, name));
  const existing = [...shared, ...manifests].filter((path) => existsSync(path));
  return contentHash(existing, [process.version, process.platform, process.arch]);
}

export async function install() {
  const stamp = installStamp();
  if (hasStamp('install', stamp)) return;
  await runQuietly(
    'installing dependencies',
    'npm',
    [...pnpm(), 'install', '--frozen-lockfile', '--prefer-offline'],
    { env: { CI: 'true' } },
  ); // Without it, pnpm stops to ask when there is no terminal.
  writeStamp('install', stamp);
}

/** Arguments for npm by which it runs the pinned pnpm. */
export function pnpm() {
  const [name, version] = readJson(join(ROOT, 'package.json')).packageManager.split('+')[0].split('@');
  return ['exec', '--yes', `--package=${name}@${version}`, '--', name];
}
