import { spawnSync } from 'node:child_process';

/** A program of Debian's that a test runs. */
export interface Tool {
  readonly isMissing: boolean;
  /** For the end of the title of the test: what to install where it is missing, nothing where it is not. */
  readonly note: string;
}

/** `check` is a command that succeeds where the program is there. */
export function tool(debianPackage: string, ...check: readonly [string, ...string[]]): Tool {
  const [program, ...args] = check;
  const isMissing = spawnSync(program, args, { stdio: 'ignore' }).status !== 0;
  const advice = `apt-get install --no-install-recommends ${debianPackage}`;
  return { isMissing, note: isMissing ? ` [needs ${debianPackage}: ${advice}]` : '' };
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a checker says when it finds nothing. */
export const SILENT_SUCCESS: Outcome = { status: 0, stdout: '', stderr: '' };

/** Runs a program with `input` on its standard input. Throws when it can't be started; it may fail. */
export function run(program: string, args: readonly string[], input: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (error) throw error;
  return { status, stdout, stderr };
}
