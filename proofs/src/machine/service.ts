import { setTimeout as wait } from 'node:timers/promises';
import type { Background, Namespace } from '../fabric/namespace.js';
import type { UnitFile } from './unit-file.js';

export type ServiceState = 'inactive' | 'queued' | 'activating' | 'active' | 'failed';

/** Leaves its process number behind, reads the environment files, and turns into the unit's program. */
const LAUNCHER = `
echo $$ >"/run/units/$1.pid"
set -a
for file in $2; do . "$file"; done
set +a
shift 2
exec "$@"
`;

/** One service of a machine: what systemd does with its processes. */
export class Service {
  state: ServiceState = 'inactive';
  /** Everything that its processes said. */
  journal = '';
  /** Resolves when the last start has come to an end, either way. */
  settled: Promise<void> = Promise.resolve();
  private process: Background | undefined;
  private starts = 0;

  constructor(
    private readonly namespace: Namespace,
    public file: UnitFile,
  ) {}

  /** Runs the program once `predecessors` are through; resolves when systemd would call the unit started, or failed. */
  queue(predecessors: () => readonly Promise<void>[]): void {
    this.state = 'queued';
    this.starts += 1;
    const start = this.starts;
    this.settled = Promise.resolve()
      .then(() => Promise.all(predecessors()))
      .then(() => (start === this.starts ? this.launch(start) : undefined));
  }

  async stop(): Promise<void> {
    this.starts += 1;
    this.state = 'inactive';
    const { process } = this;
    if (!process) return;
    const whom = this.file.killMode === 'process' ? '"$(cat "$0")"' : '-- "-$(cat "$0")"';
    const end = (signal: string): Promise<unknown> =>
      this.namespace.run(['sh', '-c', `kill -${signal} ${whom}`, `/run/units/${this.file.name}.pid`]);
    await end('TERM');
    const isGone = await Promise.race([process.ended, wait(5000, undefined, { ref: false })]);
    if (isGone === undefined) await end('KILL');
    await process.ended;
  }

  private async launch(start: number): Promise<void> {
    const { name, environmentFiles, execStart, type, remainsAfterExit } = this.file;
    this.state = 'activating';
    const launcher = ['setsid', 'sh', '-c', LAUNCHER, 'sh', name, environmentFiles.join(' ')];
    const process = this.namespace.start([...launcher, ...execStart]);
    this.process = process;
    const keep = (chunk: Buffer): void => {
      this.journal += chunk.toString();
    };
    process.child.stdout?.on('data', keep);
    process.child.stderr?.on('data', keep);
    const ended = process.ended.then((code) =>
      this.afterEnd(start, code, type === 'oneshot' && remainsAfterExit),
    );
    if (type === 'oneshot') await ended;
    else if (start === this.starts) this.state = 'active';
  }

  private afterEnd(start: number, code: number, remains: boolean): void {
    if (start !== this.starts) return;
    this.process = undefined;
    this.state = code !== 0 ? 'failed' : remains ? 'active' : 'inactive';
    const { restart, restartSec } = this.file;
    if (restart === 'always' || (restart === 'on-failure' && code !== 0))
      void this.restartAfter(start, restartSec);
  }

  private async restartAfter(start: number, seconds: number): Promise<void> {
    await wait(seconds * 1000, undefined, { ref: false });
    if (start === this.starts) this.queue(() => []);
  }
}
