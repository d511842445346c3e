import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SOURCES, filesIn } from './source.js';
import { USER_DATA } from './user-data.js';

// The proof takes long, so its last pass is kept in a committed file, with a hash of all that went into it.

const FILE = join(SOURCES, '../guest-proof.json');

export interface RecordedPass {
  /** `inputsHash` of then. */
  readonly inputs: string;
  /** The day, such as `2026-11-21`. */
  readonly date: string;
  readonly tests: ReadonlyArray<{ readonly title: string; readonly seconds: number }>;
}

/** What this needs of vitest's JSON report. */
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

/** Of the texts that machines get, and of everything that boots them and looks at them. */
export async function inputsHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(USER_DATA));
  for (const path of [...(await filesIn('fabric')), ...(await filesIn('guest'))]) {
    hash.update(path).update(await readFile(join(SOURCES, path)));
  }
  return hash.digest('hex');
}

/** The last pass that was recorded, and whether it is of what there is now. */
export async function recordedPass(): Promise<{ date: string; isCurrent: boolean } | undefined> {
  if (!existsSync(FILE)) return undefined;
  const { date, inputs } = JSON.parse(await readFile(FILE, 'utf8')) as RecordedPass;
  return { date, isCurrent: inputs === (await inputsHash()) };
}

/** Records a run if all of its tests passed; a skipped one proves nothing. Gives whether it did. */
export async function recordPass({ testResults }: VitestReport): Promise<boolean> {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (results.length === 0 || results.some(({ status }) => status !== 'passed')) return false;
  const pass: RecordedPass = {
    inputs: await inputsHash(),
    date: new Date().toISOString().slice(0, 10),
    tests: results.map(({ ancestorTitles, title, duration }) => ({
      title: [...ancestorTitles, title].join(' > '),
      seconds: Math.round((duration ?? 0) / 1000),
    })),
  };
  await writeFile(FILE, `${JSON.stringify(pass, undefined, 2)}\n`);
  return true;
}
