import { spawn } from 'node:child_process';
import { StartFault } from '../start-fault.js';
import type { Account } from './account.js';

/** What a program of PostgreSQL gets of our environment: none of its own variables, which would steer it. */
export const PROGRAM_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program of PostgreSQL to its end; throws `StartFault` with all it said when it does not do its work. */
export function runProgram(
  path: string,
  args: readonly string[],
  {
    input,
    account,
    signal,
  }: { input: string; account: Account | undefined; signal: AbortSignal | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = spawn(path, args, {
      ...account,
      ...(signal ? { signal } : {}),
      env: PROGRAM_ENVIRONMENT,
      cwd: '/',
    });
    let output = '';
    program.stdout.on('data', (text: Buffer) => (output += text.toString()));
    program.stderr.on('data', (text: Buffer) => (output += text.toString()));
    program.stdin.on('error', () => {}); // Its end before it has read everything shows in its exit code.
    program.once('error', reject);
    program.once('close', (code) => {
      // In single-user mode, a refused statement does not change the exit code.
      if (code === 0 && !/\bERROR:/.test(output)) resolve();
      else reject(new StartFault(`The database could not be made; ${path} said:\n${output.trim()}`));
    });
    program.stdin.end(input);
  });
}
