import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SOURCES, filesIn } from '../guest/source.js';
import { SUITES } from '../guest/suites.js';
import { USER_DATA } from '../guest/user-data.js';

// The proof takes long, so its last pass is kept in a committed file, with a hash of all that went into it.

const FILE = join(SOURCES, '../guest-proof.json');

/** The last pass of one suite, such as Debian 12's. */
export interface RecordedPass {
  /** `inputsHash` when the run began. */
  readonly inputs: string;
  /** The day, such as `2026-11-21`. */
  readonly date: string;
  /** By title, what each test took beside what its suite prepares. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** By the suite's name. */
type GuestRecord = Readonly<Record<string, RecordedPass>>;

/** What is read of vitest's JSON report. */
export interface VitestReport {
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      /** In milliseconds; none where the test did not run. */
      readonly duration?: number | null;
    }>;
  }>;
}

/** What to record of a run: the suites of which all tests passed, since a skipped one proves nothing. */
export function passesOf({ testResults }: VitestReport, inputs: string, now: Date): GuestRecord {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passes: Record<string, RecordedPass> = {};
  for (const { name } of SUITES) {
    const tests = results.filter(({ ancestorTitles }) => ancestorTitles[0] === name);
    if (tests.length === 0 || tests.some(({ status }) => status !== 'passed')) continue;
    const seconds = tests.map(({ title, duration }) => [title, Math.round((duration ?? 0) / 1000)]);
    passes[name] = { inputs, date: now.toISOString().slice(0, 10), seconds: Object.fromEntries(seconds) };
  }
  return passes;
}

/** Of the texts that machines get, and of everything that boots them and looks at them. */
export async function inputsHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(USER_DATA));
  for (const path of [...(await filesIn('fabric')), ...(await filesIn('guest'))]) {
    hash.update(path).update(await readFile(join(SOURCES, path)));
  }
  return hash.digest('hex');
}

/** When each suite last passed, as half a sentence, and whether all did with what there is now. */
export async function recordedPasses(): Promise<{ text: string; isCurrent: boolean }> {
  const record = await readRecord();
  const inputs = await inputsHash();
  const suites = SUITES.map(({ name }) => ({ name, pass: record[name] }));
  return {
    text: suites
      .map(({ name, pass }) => `${name} ${pass ? `passed on ${pass.date}` : 'never passed'}`)
      .join(', '),
    isCurrent: suites.every(({ pass }) => pass?.inputs === inputs),
  };
}

/** Adds what passed in a run that began with these inputs; of one that was meant to fail, nothing. */
export async function recordRun(report: VitestReport, inputs: string): Promise<void> {
  if (process.env.PROOF_WITHOUT) return;
  const record = { ...(await readRecord()), ...passesOf(report, inputs, new Date()) };
  await writeFile(FILE, `${JSON.stringify(record, undefined, 2)}\n`);
}

async function readRecord(): Promise<GuestRecord> {
  return JSON.parse(await readFile(FILE, 'utf8')) as GuestRecord;
}
