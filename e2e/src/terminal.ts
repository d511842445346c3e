/** A terminal into which commands are pasted, as somebody who follows the README has it. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Terminal {
  /** Runs commands; gives what they printed. Rejects when one of them fails. */
  paste(commands: string): Promise<string>;
  close(): void;
}

/** `dataDir` is seen there as `.data`, where `npm start` has it. */
export function openTerminal(dataDir: string): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'seca-terminal-'));
  symlinkSync(dataDir, join(folder, '.data'));
  const shell = spawn('bash', ['-e', '-u'], { cwd: folder, stdio: 'pipe' });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (text: Buffer) => (output += text.toString()));
  }
  const ended = new Promise<never>((_resolve, reject) => {
    shell.once('close', () => reject(new Error(`a command failed:\n${output}`)));
  });
  ended.catch(() => undefined);

  function until(mark: string): Promise<string> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!output.includes(mark)) return;
        shell.stdout.off('data', look);
        resolve(output.replace(`${mark}\n`, ''));
      };
      shell.stdout.on('data', look);
    });
  }

  return {
    paste(commands) {
      const mark = `done ${randomUUID()}`;
      output = '';
      const done = until(mark);
      shell.stdin.write(`${commands}\necho '${mark}'\n`);
      return Promise.race([done, ended]);
    },
    close() {
      shell.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
