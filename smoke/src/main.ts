/** `npm run smoke:live`: a trial on a project of its own, with a cap, an expiry, and nothing left behind. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanUp } from './clean.js';
import { evidenceIn, readRecord } from './evidence.js';
import { entryOf, isHetzner, withEntry } from './ledger.js';
import { readOrder, Refusal, type CleanOrder, type TrialOrder } from './order.js';
import { isGood, makeTrial } from './trial.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LEDGER = join(ROOT, 'docs', 'validation-ledger.md');

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => interrupt.abort(new Error(`ended by ${name}`)));

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function trial(order: TrialOrder): Promise<boolean> {
  say(
    `Evidence goes to ${order.folder}. If this ends before its time: npm run smoke:live -- --clean ${order.folder}`,
  );
  const outcome = await makeTrial(order, interrupt.signal);
  const entry = entryOf(outcome);
  writeFileSync(join(order.folder, 'outcome.md'), entry);
  if (isHetzner(order.endpoint)) writeFileSync(LEDGER, withEntry(readFileSync(LEDGER, 'utf8'), outcome));
  say(`\n${entry}`);
  return isGood(outcome);
}

async function clean({ folder, token }: CleanOrder): Promise<boolean> {
  const left = await cleanUp({
    record: readRecord(folder),
    token,
    evidence: evidenceIn(folder),
    wasCutOff: true,
  });
  say(`${left.length} left`);
  return left.length === 0;
}

try {
  const folder = join(ROOT, '.data', 'smoke');
  const order = readOrder(process.argv.slice(2), process.env, { now: new Date(), folder });
  process.exitCode = (order.what === 'clean' ? await clean(order) : await trial(order)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
// Nothing that was started here is waited for any more.
process.exit();
