/**
 * The proof with booted guests takes a quarter of an hour: it is run on request, and in CI when something that goes into
 * it has changed since its last pass. That pass is kept in `proofs/guest-proof.json`, which is committed.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { reportOf } from './test-report.mjs';
import { ROOT, readJson } from './workspace.mjs';

const built = (path) => import(pathToFileURL(join(ROOT, 'proofs/dist/src/guest', path)).href);

/** What the record says, as half a sentence, and whether it is of what there is now. */
export async function recordedGuestProof() {
  const { recordedPass } = await built('record.js');
  const pass = await recordedPass();
  if (!pass) return { isCurrent: false, remark: 'never passed; npm run proof:guest' };
  if (pass.isCurrent) return { isCurrent: true, remark: `passed on ${pass.date}, unchanged since` };
  return { isCurrent: false, remark: `changed since it passed on ${pass.date}; npm run proof:guest` };
}

export async function canBootGuests() {
  return !(await built('needs.js')).cannotBoot;
}

/** Runs the proof and records a pass of all of it; `vitest` runs its tests with more arguments. */
export async function proveWithGuests(vitest) {
  return reportOf('vitest', async (file) => {
    const exitCode = await vitest(['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
    if (exitCode === 0) await (await built('record.js')).recordPass(readJson(file));
    return exitCode;
  });
}
