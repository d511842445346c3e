import { spawnSync } from 'node:child_process';

/**
 * Whether to leave out a test that needs a program of Debian's: `check` is a command that succeeds where it is
 * there. Says what to install; under `CI=true`, where it must be there, throws instead.
 */
export function isMissing(debianPackage: string, ...check: readonly [string, ...string[]]): boolean {
  const [program, ...args] = check;
  if (spawnSync(program, args, { stdio: 'ignore' }).status === 0) return false;
  const advice = `apt-get install --no-install-recommends ${debianPackage}`;
  if (process.env['CI'] === 'true') throw new Error(`CI can't leave out a test: ${advice}`);
  console.warn(`tests are left out; to run them: ${advice}`);
  return true;
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
