/**
 * Runs one of our Node programs as a child: its output goes to a file or is read line by line, it is told when
 * its parent is gone, and it can be stopped within a limit. Restarting is left to the supervisor.
 */
import { spawn, type ChildProcess as NodeChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { lastLinesOf } from './log-file.js';
import { settlesWithin } from './wait.js';

const KEPT_LINES = 40;

export interface ChildOptions {
  /** How messages call the child. */
  name: string;
  /** The JavaScript file to run. */
  script: string;
  args?: readonly string[];
  /** The whole environment of the child; this process's own unless told. */
  env?: Readonly<Record<string, string | undefined>>;
  /**
   * Where the output goes, appended. The child writes there by itself, so its last words are kept even when
   * this process is killed. Without a file the output is read here, and `waitForLine` can be used.
   */
  logFile?: string;
}

/** How a child ended: by itself with a code, or by a signal. */
export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles when the child is gone; never rejects. */
  readonly exited: Promise<ChildExit>;
  readonly hasExited: boolean;
  /** The newest lines of its output, oldest first. */
  lastLines(): string[];
  /**
   * Resolves with what `match` makes of the first line of output for which it gives something. Rejects with
   * `ChildFault` when the child ends before, or after `limitMs`.
   */
  waitForLine<T>(match: (line: string) => T | undefined, limitMs: number): Promise<T>;
  /** Asks the child to end, by SIGTERM, and kills it after `limitMs`; resolves when it is gone. */
  stop(limitMs: number): Promise<void>;
}

/** A child that did not do what was expected; the message ends with its last lines of output. */
export class ChildFault extends Error {
  override readonly name = 'ChildFault';
  constructor(child: Pick<ChildProcess, 'name' | 'lastLines'>, what: string) {
    const lines = child.lastLines();
    super(`${child.name} ${what}${lines.length > 0 ? `; its last lines:\n${lines.join('\n')}` : ''}`);
  }
}

/**
 * Starts a child with an IPC channel and `PARENT_WATCH=1`: the channel closes when this process ends in any
 * way, and the child takes its `disconnect` event as a request to stop.
 *
 * The child leads a process group of its own, so that Ctrl-C reaches this process only, which then stops its
 * children in order.
 */
export function startChild(options: ChildOptions): ChildProcess {
  const output = options.logFile ? openSync(options.logFile, 'a', 0o600) : undefined;
  const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
    env: { ...(options.env ?? process.env), PARENT_WATCH: '1' },
    stdio: ['ignore', output ?? 'pipe', output ?? 'pipe', 'ipc'],
    detached: true,
  });
  if (output !== undefined) closeSync(output);
  return new RunningChild(options, child);
}

class RunningChild implements ChildProcess {
  readonly name: string;
  readonly exited: Promise<ChildExit>;
  hasExited = false;
  readonly #child: NodeChildProcess;
  readonly #logFile: string | undefined;
  readonly #lines = new EventEmitter().setMaxListeners(0);
  readonly #kept: string[] = [];
  #stopping: Promise<void> | undefined;

  constructor({ name, logFile }: ChildOptions, child: NodeChildProcess) {
    this.name = name;
    this.#child = child;
    this.#logFile = logFile;
    // 'close' comes after the last line of a piped output, 'exit' may come before it; a program that could not be
    // started has an 'error' only.
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.hasExited = true;
        resolve({ code, signal });
      };
      child.once('close', end).once('error', () => end(null, null));
    });
    for (const stream of [child.stdout, child.stderr]) if (stream) this.#read(stream);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  lastLines(): string[] {
    return this.#logFile ? lastLinesOf(this.#logFile, KEPT_LINES) : [...this.#kept];
  }

  async waitForLine<T>(match: (line: string) => T | undefined, limitMs: number): Promise<T> {
    if (this.#logFile) throw new Error('the output of a child that logs to a file cannot be read');
    let overdue: NodeJS.Timeout | undefined;
    let listener: ((line: string) => void) | undefined;
    const found = new Promise<T>((resolve, reject) => {
      listener = (line) => {
        const value = match(line);
        if (value !== undefined) resolve(value);
      };
      this.#kept.forEach(listener);
      this.#lines.on('line', listener);
      void this.exited.then((exit) => reject(new ChildFault(this, `ended ${describeExit(exit)}`)));
      overdue = setTimeout(() => reject(new ChildFault(this, `was not ready after ${limitMs} ms`)), limitMs);
    });
    return found.finally(() => {
      clearTimeout(overdue);
      if (listener) this.#lines.off('line', listener);
    });
  }

  stop(limitMs: number): Promise<void> {
    this.#stopping ??= this.#stop(limitMs);
    return this.#stopping;
  }

  async #stop(limitMs: number): Promise<void> {
    if (this.hasExited) return;
    this.#child.kill('SIGTERM');
    if (await settlesWithin(this.exited, limitMs)) return;
    killGroup(this.pid);
    await this.exited;
  }

  #read(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      this.#kept.push(line);
      if (this.#kept.length > KEPT_LINES) this.#kept.shift();
      this.#lines.emit('line', line);
    });
  }
}

/** Runs a program of ours to its end; rejects with `ChildFault` unless its exit code is 0. */
export async function runChild(options: ChildOptions, signal?: AbortSignal): Promise<void> {
  const child = startChild(options);
  const stop = () => void child.stop(1_000);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const exit = await child.exited;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (exit.code !== 0) throw new ChildFault(child, `ended ${describeExit(exit)}`);
}

export function describeExit({ code, signal }: ChildExit): string {
  if (signal) return `by ${signal}`;
  return code === null ? 'before it could start' : `with code ${code}`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended between the look and the signal.
  }
}
