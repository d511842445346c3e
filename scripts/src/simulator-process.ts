/** Runs the Hetzner simulator as a process of its own, for tests, benches and user stories. */
import { fileURLToPath } from 'node:url';
import { startChild, type ChildProcess } from './child-process.js';

const SCRIPT = fileURLToPath(new URL('../../../packages/simulator/dist/src/main.js', import.meta.url));
const READY_LIMIT_MS = 15_000;
const STOP_LIMIT_MS = 3_000;

export interface SimulatorOptions {
  /** How long its actions take: `fast` (0.1 to 2 s, its own default) or `real`, as measured at Hetzner. */
  durations?: 'fast' | 'real';
  /** Keeps its state on disk; without it, in memory. */
  stateDir?: string;
  /** 0 or absent: any free one. */
  port?: number;
  /** Requests per hour and project; the simulator's default unless told. */
  rateLimit?: number;
}

export interface SimulatorProcess {
  /** Base of the Hetzner API, ends in `/v1`. */
  readonly url: string;
  /** Base of faults, clock and call log, ends in `/_simulator`. */
  readonly control: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a simulator and waits until it listens; rejects with its last lines of output when it does not. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<SimulatorProcess> {
  const child = startChild({ name: 'simulator', script: SCRIPT, env: environmentFor(options) });
  try {
    const url = await child.waitForLine(listeningUrl, READY_LIMIT_MS);
    return {
      url,
      control: new URL('/_simulator', url).href,
      pid: child.pid,
      stop: () => child.stop(STOP_LIMIT_MS),
    };
  } catch (error) {
    await stopQuietly(child);
    throw error;
  }
}

function environmentFor(options: SimulatorOptions): Record<string, string | undefined> {
  const rateLimit = options.rateLimit === undefined ? undefined : String(options.rateLimit);
  return {
    ...process.env,
    SIMULATOR_PORT: String(options.port ?? 0),
    SIMULATOR_DURATIONS: options.durations,
    SIMULATOR_STATE_DIR: options.stateDir,
    SIMULATOR_RATE_LIMIT: rateLimit,
  };
}

/** The URL in the line by which a program of ours says that it listens; other lines give nothing. */
function listeningUrl(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { event, url }: { event?: unknown; url?: unknown } = JSON.parse(line);
    return event === 'listening' && typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}

async function stopQuietly(child: ChildProcess): Promise<void> {
  if (!child.hasExited) await child.stop(0);
}
