import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that is not part of the project, as found on this machine; undefined when it is not there. */
export interface Tool {
  readonly path: string | undefined;
  /** What to do to have the test run. */
  readonly needed: string;
}

/** Hetzner's command line: https://github.com/hetznercloud/cli. */
export const hcloudCli: Tool = {
  path: namedBy('HCLOUD_CLI') ?? onPath('hcloud'),
  needed: 'needs the hcloud CLI: name it by HCLOUD_CLI, or have hcloud in PATH',
};

/** A Python with the package `hcloud`: https://github.com/hetznercloud/hcloud-python. */
export const hcloudPython: Tool = {
  path: [namedBy('HCLOUD_PYTHON'), onPath('python3')].find((path) => path !== undefined && hasHcloud(path)),
  needed: "needs a Python with hcloud: name it by HCLOUD_PYTHON, or have hcloud among python3's packages",
};

export const terraform: Tool = {
  path: namedBy('TERRAFORM') ?? onPath('terraform') ?? onPath('tofu'),
  needed: 'needs Terraform: name it by TERRAFORM, or have it in PATH',
};

/** The folder of the binary terraform-provider-hcloud: https://github.com/hetznercloud/terraform-provider-hcloud. */
export const terraformProvider: Tool = {
  path: namedBy('HCLOUD_TERRAFORM_PROVIDER'),
  needed: 'needs the provider hcloud: name its folder by HCLOUD_TERRAFORM_PROVIDER',
};

function namedBy(variable: string): string | undefined {
  const path = process.env[variable];
  return path !== undefined && existsSync(path) ? path : undefined;
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasHcloud(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import hcloud'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a program and gives its standard output; throws with all of its output when it fails. */
export async function run(
  program: string,
  words: readonly string[],
  options: { readonly environment: Readonly<Record<string, string>>; readonly folder: string },
): Promise<string> {
  const child = spawn(program, words, {
    cwd: options.folder,
    env: { PATH: process.env['PATH'], HOME: options.folder, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString('utf8');
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString('utf8');
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}
