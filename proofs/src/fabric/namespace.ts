import { execFile, spawn, type ChildProcess } from 'node:child_process';

export interface Outcome {
  /** The exit code; 124 when the program was cut off after `timeoutMs`. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  /** After that the program is killed. 30 seconds when nothing is said. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What every program in a namespace gets to see of the environment. */
const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8' };

/** Runs until it is stopped; what it says is kept for messages. */
export class Background {
  output = '';
  readonly ended: Promise<number>;

  constructor(
    readonly child: ChildProcess,
    readonly title: string,
  ) {
    const keep = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.output += error.message;
        resolve(127);
      });
      child.once('exit', (code) => resolve(code ?? 137));
    });
  }

  /** Resolves when the output matches. Rejects when the program ends before, or stays silent for ten seconds. */
  async says(pattern: RegExp): Promise<void> {
    const cut = new AbortController();
    const heard = new Promise<true>((resolve) => {
      const look = (): void => {
        if (pattern.test(this.output)) resolve(true);
      };
      for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', look);
      look();
    });
    const silence = new Promise<false>((resolve) => {
      const timer = setTimeout(() => resolve(false), 10_000);
      cut.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    const isHeard = await Promise.race([heard, silence, this.ended.then(() => false)]);
    cut.abort();
    if (!isHeard) throw new Error(`${this.title} never said ${String(pattern)}: ${this.output}`);
  }

  /** Kills it and what it started, as far as that has not left its process group. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.child;
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
    await this.ended;
  }
}

/**
 * A network namespace of Linux, or a whole `machine`: network and mounts of its own, and its processes see no others.
 * It has no name and lives as long as the process that holds it, which the kernel kills when the test process dies,
 * and with it everything that was started inside: nothing is left behind, whatever happens.
 */
export class Namespace {
  private readonly children = new Set<Background>();

  private constructor(
    private readonly holder: Background,
    private readonly kind: 'network' | 'machine',
  ) {}

  /** Needs root. `setUp` is a shell script that runs inside before anything else, with `set -eu`. */
  static async open(kind: 'network' | 'machine', setUp = ''): Promise<Namespace> {
    const own = kind === 'network' ? [] : ['--mount', '--uts', '--mount-proc'];
    const unshare = ['unshare', '--net', '--pid', '--kill-child', '--fork', ...own];
    // As the first process the shell also buries what others leave behind: `wait` does.
    const script = `set -eu\n${setUp}\nip link set lo up\necho up\nwhile :; do sleep 3600 & wait $!; done`;
    const holder = begin('namespace', [...unshare, 'sh', '-c', script]);
    await holder.says(/^up$/m);
    return new Namespace(holder, kind);
  }

  /** For `ip link … netns PID`. */
  get pid(): number {
    return this.holder.child.pid as number;
  }

  /** Runs a program inside and gives what came of it; it may fail. */
  run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const { input = '', timeoutMs = 30_000, env = {} } = options;
    const [program = '', ...args] = this.entering(command, false);
    return new Promise((resolve) => {
      const settings = {
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 1024 * 1024,
        env: { ...ENV, ...env },
      } as const;
      const child = execFile(program, args, settings, (error, stdout, stderr) => {
        const status = error?.killed ? 124 : Number(error?.code ?? 0);
        resolve({ status: Number.isNaN(status) ? 127 : status, stdout, stderr });
      });
      // A program need not read what it is given.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  }

  /** As `run`, but throws when the program fails; gives its standard output. */
  async must(command: readonly string[], options: RunOptions = {}): Promise<string> {
    const { status, stdout, stderr } = await this.run(command, options);
    if (status !== 0) throw new Error(`${command.join(' ')}: exit ${status}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Each line one call of `ip`, without that word. */
  async ip(...lines: readonly string[]): Promise<void> {
    await this.must(['ip', '-batch', '-'], { input: `${lines.join('\n')}\n` });
  }

  /** Starts a program that runs until it or the namespace ends. */
  start(command: readonly string[], env: Readonly<Record<string, string>> = {}): Background {
    const background = begin(command.join(' '), this.entering(command, true), env);
    this.children.add(background);
    void background.ended.then(() => this.children.delete(background));
    return background;
  }

  /** Kills everything that runs inside; devices, routes and rules go with it. */
  async close(): Promise<void> {
    await Promise.all([...this.children].map((child) => child.stop()));
    await this.holder.stop();
  }

  private entering(command: readonly string[], isBackground: boolean): string[] {
    const ns = `/proc/${this.pid}/ns`;
    const pid = `--pid=${ns}/pid_for_children`;
    // `ip link … netns PID` wants process numbers as they are outside.
    const network = isBackground ? [pid] : [];
    const machine = [`--mount=${ns}/mnt`, `--uts=${ns}/uts`, pid];
    return ['nsenter', `--net=${ns}/net`, ...(this.kind === 'machine' ? machine : network), '--', ...command];
  }
}

function begin(
  title: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Background {
  const args = ['--pdeathsig', 'KILL', '--', ...command];
  // A process group of its own, so that it can be killed as a whole.
  const settings = { stdio: 'pipe', env: { ...ENV, ...env }, detached: true } as const;
  return new Background(spawn('setpriv', args, settings), title);
}
