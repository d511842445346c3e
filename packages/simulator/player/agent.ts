import { setTimeout as delay } from 'node:timers/promises';
import { isIPv4 } from 'node:net';
import type { Logger } from 'pino';
import type { AgentSettings } from './agent-file.js';
import type { AgentState } from './agent-state.js';
import { accept, holdsAddress, Refusal, type Signed } from './configuration.js';
import { type Command, ControlPlane, type Instructions, type Outcome } from './control-plane.js';
import { makeIdentity } from './identity.js';
import type { KernelState } from './kernel.js';
import type { Look } from './traffic.js';

/** The machine as its agent sees it. */
export interface AgentMachine {
  readonly settings: AgentSettings;
  readonly bootId: string;
  /** What the agent has stored; null on a fresh disk. */
  readonly state: AgentState | null;
  readonly sourcePrefixes: readonly string[];
  store(state: AgentState): Promise<void>;
  /** The machine's clock. */
  nowMs(): number;
  uptimeMs(): number;
  kernel(): KernelState;
  forwarded(): { bytesOut: number; bytesIn: number };
  connections(): number;
  refusedPackets(): number;
  look(source: string, isAllowed: boolean): Look;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const TRACKED_CONNECTIONS = 65_536;
/** The control plane takes no long stories. */
const TEXT_LIMIT = 500;
const MEMORY_BYTES = 14 * 1024 * 1024;

/** One life of the agent's process, from its start until it is aborted. What it must not forget is on the disk. */
export class AgentProcess {
  private refusals: { count: number; last: { at: string; reason: string; detail: string } | null } = {
    count: 0,
    last: null,
  };
  private lastError: string | null = null;
  private lastSaid = '';
  private wake = () => {};

  constructor(
    private readonly machine: AgentMachine,
    private readonly logger: Logger,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when it was aborted; rejects when the disk does not take what it stores. */
  async run(): Promise<void> {
    if (this.machine.state === null) {
      const identity = await makeIdentity(this.machine.settings.id);
      if (this.signal.aborted) return;
      await this.machine.store({ ...identity, heartbeatSeconds: null, configuration: null });
    }
    const controlPlane = new ControlPlane(this.machine.settings, this.state(), this.signal);
    const heartbeatSeconds = this.state().heartbeatSeconds ?? (await this.register(controlPlane));
    await Promise.all([this.speak(controlPlane, heartbeatSeconds * 1_000), this.listen(controlPlane)]);
  }

  /** Told whenever the machine may have changed; what matters is said without waiting for the next heartbeat. */
  notice(): void {
    if (this.essence() !== this.lastSaid) this.wake();
  }

  private state(): AgentState {
    if (this.machine.state === null) throw new Error('the agent has no identity yet');
    return this.machine.state;
  }

  /** Shows its one-time identity until it is taken; an answer that got lost is had again with the same certificate. */
  private async register(controlPlane: ControlPlane): Promise<number> {
    let first: Instructions = { configuration: null, commands: [] };
    await this.keepTrying(async () => {
      const { heartbeatSeconds, instructions } = await controlPlane.register();
      await this.machine.store({ ...this.state(), heartbeatSeconds });
      this.logger.info('agent has registered');
      first = instructions;
      return true;
    });
    // What can't be followed now is offered again.
    await this.follow(controlPlane, first).catch((error: unknown) => this.fail(error));
    return this.state().heartbeatSeconds ?? 0;
  }

  private async listen(controlPlane: ControlPlane): Promise<void> {
    await this.keepTrying(async () => {
      const askedAt = performance.now();
      const instructions = await controlPlane.instructions(this.state().configuration?.version ?? 0);
      if (instructions !== undefined) await this.follow(controlPlane, instructions);
      // Whoever answers "nothing" at once is about to end, and asked again at once would have no rest.
      else if (performance.now() - askedAt < FIRST_PAUSE_MS) await this.pause(FIRST_PAUSE_MS);
      return false;
    });
  }

  private async speak(controlPlane: ControlPlane, everyMs: number): Promise<void> {
    while (!this.signal.aborted) {
      const due = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.lastSaid = this.essence();
      const { lastError } = this;
      try {
        await controlPlane.heartbeat(this.heartbeat());
        if (this.lastError === lastError) this.lastError = null;
      } catch (error) {
        this.fail(error);
      }
      await Promise.race([due, this.pause(everyMs)]);
    }
  }

  /** Does `work` until it gives true, with a growing pause after each failure. */
  private async keepTrying(work: () => Promise<boolean>): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.signal.aborted) {
      try {
        if (await work()) return;
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        this.fail(error);
        await this.pause(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
  }

  /** A command whose outcome is not taken stops nothing else; a configuration is refused with an error. */
  private async follow(controlPlane: ControlPlane, { configuration, commands }: Instructions): Promise<void> {
    for (const command of commands) {
      await controlPlane
        .finish(command.id, this.outcomeOf(command))
        .catch((error: unknown) => this.fail(error));
    }
    if (configuration !== null) await this.take(configuration);
  }

  private async take(signed: Signed): Promise<void> {
    const state = this.state();
    try {
      const configuration = accept(signed, this.machine.settings, state.configuration);
      await this.machine.store({ ...state, configuration });
      this.logger.info({ version: configuration.version }, 'agent has taken a configuration');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const at = new Date(this.machine.nowMs()).toISOString();
      const { reason } = error;
      const detail = error.message.slice(0, TEXT_LIMIT);
      this.refusals = { count: this.refusals.count + 1, last: { at, reason, detail } };
      this.notice();
      throw error;
    }
    this.notice();
  }

  private outcomeOf({ name, arguments: { source } }: Command): Outcome {
    if (name !== 'look') return failed(`there is no command ${name}`);
    if (typeof source !== 'string' || !isIPv4(source)) return failed('source must be an IPv4 address');
    const isAllowed = holdsAddress(this.machine.sourcePrefixes, source);
    return { outcome: 'done', result: this.machine.look(source, isAllowed), error: null };
  }

  private heartbeat(): object {
    const { machine } = this;
    return {
      agent: machine.settings.id,
      sentAt: new Date(machine.nowMs()).toISOString(),
      bootId: machine.bootId,
      uptimeSeconds: Math.floor(machine.uptimeMs() / 1_000),
      configuration: this.configuration(),
      kernel: machine.kernel(),
      forwarded: machine.forwarded(),
      connections: { used: machine.connections(), max: TRACKED_CONNECTIONS },
      drops: { metadata: 0, refused: machine.refusedPackets() },
      refusals: this.refusals,
      lastError: this.lastError,
      memoryBytes: MEMORY_BYTES,
    };
  }

  private configuration(): { version: number; sourcePrefixes: readonly string[] } {
    const { state, sourcePrefixes } = this.machine;
    return { version: state?.configuration?.version ?? 0, sourcePrefixes };
  }

  /** What is said at once when it changes. */
  private essence(): string {
    const { isForwarding } = this.machine.kernel();
    return JSON.stringify([this.configuration(), isForwarding, this.refusals.count]);
  }

  private fail(error: unknown): void {
    if (this.signal.aborted) return;
    this.lastError = (error instanceof Error ? error.message : String(error)).slice(0, TEXT_LIMIT);
    this.logger.debug({ err: error }, 'agent could not do what it wanted to');
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.signal, ref: false }).catch(() => {});
  }
}

function failed(error: string): Outcome {
  return { outcome: 'failed', result: null, error };
}
