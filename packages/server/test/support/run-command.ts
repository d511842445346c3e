import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a local command of the server as a process of its own, with nothing in its environment but what is given. */
export function runCommand(name: string, environment: Readonly<Record<string, string>>): Promise<Ended> {
  const script = fileURLToPath(new URL(`../../src/commands/${name}.js`, import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script], { env: environment }, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
