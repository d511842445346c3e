/**
 * The proof with booted guests takes long, so it is run on request. Its last pass is kept in
 * `proofs/guest-proof.json`, which is committed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reportOf } from './test-report.mjs';
import { ROOT, readJson } from './workspace.mjs';

const built = (path) => import(pathToFileURL(join(ROOT, 'proofs/dist/src', path)).href);

/** What the record says, in a few words, of whether it is of what there is now. */
export async function recordedGuestProof() {
  const { text, isCurrent } = await (await built('record/guest-record.js')).recordedPasses();
  return {
    isCurrent,
    remark: isCurrent ? text : `no pass of what there is now (${text}): npm run proof:guest`,
  };
}

/** Runs the proof and records what passed; `vitest` runs its tests with more arguments. */
export async function proveWithGuests(vitest) {
  const { inputsHash, recordRun } = await built('record/guest-record.js');
  const inputs = await inputsHash();
  return reportOf('vitest', async (file) => {
    const exitCode = await vitest(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
    if (existsSync(file)) await recordRun(readJson(file), inputs);
    return exitCode;
  });
}
