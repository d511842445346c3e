/**
 * Everything here runs before anything is installed, and this file and npm-parent.mjs even on a Node that is too old for the others:
 * so plain JavaScript, nothing but Node's own modules, and no syntax younger than modules themselves.
 */
import { readFileSync } from 'node:fs';

/** One sentence when `version` is older than `engines` (`>=20.19`) asks for; `undefined` when it will do. */
export function nodeVersionFault(version, engines) {
  const [major, minor] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = engines.replace('>=', '').split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= (wantedMinor || 0))) return undefined;
  return `This needs Node ${wantedMajor}.${wantedMinor || 0} or newer, and is run by Node ${version}; see https://nodejs.org/.`;
}

/** Ends the process with that sentence when this Node is too old. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const fault = nodeVersionFault(process.versions.node, engines.node);
  if (fault === undefined) return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
