import { execFileSync } from 'node:child_process';
import { waitUntil } from '../wait.js';

/** Processes whose parent is `parent`, and theirs, with their command lines. */
export function descendants(parent: number): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.flatMap((line) => {
    const [, pid, ppid, stat = '', command = ''] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    return stat.startsWith('Z') ? [] : [{ pid: Number(pid), ppid: Number(ppid), command }];
  });
  const below = (pid: number): { pid: number; command: string }[] =>
    all.filter(({ ppid }) => ppid === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(parent);
}

/** The process of a program of ours, such as `worker`, that runs below `parent`. */
export function processOf(parent: number, program: string): number | undefined {
  return descendants(parent).find(({ command }) => command.includes(`/packages/${program}/dist/`))?.pid;
}

export function isRunning(pid: number): boolean {
  const stat = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' }).trim();
  return stat !== '' && !stat.startsWith('Z');
}

/** Kills a program below a supervisor, which starts it again by itself. */
export async function killProcess(supervisor: number, program: string): Promise<void> {
  const pid = await waitUntil(() => processOf(supervisor, program), { limitMs: 20_000 });
  if (pid === undefined) throw new Error(`there is no ${program}`);
  process.kill(pid, 'SIGKILL');
}

/** Kills all of these; one that has ended by itself meanwhile, such as a backend of the database, is as dead. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
