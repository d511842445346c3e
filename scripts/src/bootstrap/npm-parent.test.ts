import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

// That nothing happens shows only after a while: three looks of the program at its parent.
const SOME_LOOKS_MS = 600;

/** Runs a program below a shell, as npm does, ends the shell and gives the program's next line. */
async function lineAfterTheShellIsGone(environment: Record<string, string>): Promise<string> {
  const module = new URL('../../../bootstrap/npm-parent.mjs', import.meta.url).href;
  const program = `
    const { endWithNpm } = await import(${JSON.stringify(module)});
    endWithNpm();
    process.on('SIGTERM', () => { console.log('asked to end'); process.exit(); });
    process.stdin.resume().on('end', () => setTimeout(() => { console.log('outlived it'); process.exit(); }, ${SOME_LOOKS_MS}));
    console.log('started');`;
  const shell = spawn('/bin/sh', ['-c', '"$NODE" --input-type=module -e "$PROGRAM"; true'], {
    env: { NODE: process.execPath, PROGRAM: program, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('started');
  shell.kill('SIGKILL');
  return String((await lines.next()).value);
}

test('a program that npm has started is asked to end when npm is gone', async () => {
  expect(await lineAfterTheShellIsGone({ npm_lifecycle_event: 'start' })).toBe('asked to end');
});

test('a program that was started without npm is left alone', async () => {
  expect(await lineAfterTheShellIsGone({})).toBe('outlived it');
});
