import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { type AgentMachine, AgentProcess } from './agent.js';
import type { AgentSettings } from './agent-file.js';
import { type AgentState, agentStateSchema } from './agent-state.js';
import { holdsAddress } from './configuration.js';
import { kernelOf, sendersOf, type KernelState } from './kernel.js';
import type { Guest, SimulatorControl } from './simulator-control.js';
import { type Look, Traffic } from './traffic.js';

/** One boot of a NAT VM: what its kernel has counted, and its agent's process if that lives. */
export class MachineBoot implements AgentMachine {
  readonly bootId: string;
  private readonly traffic = new Traffic();
  private process: { agent: AgentProcess; life: AbortController } | undefined;
  /** What the machine's clock is ahead of ours. */
  private aheadMs: number;

  private constructor(
    readonly settings: AgentSettings,
    private readonly simulator: SimulatorControl,
    private readonly logger: Logger,
    private guest: Guest,
    public state: AgentState | null,
  ) {
    this.bootId = bootIdOf(guest);
    this.aheadMs = guest.nowMs - Date.now();
  }

  /** A machine that has just booted, with what was left on its disk. */
  static async start(
    settings: AgentSettings,
    simulator: SimulatorControl,
    logger: Logger,
    guest: Guest,
  ): Promise<MachineBoot> {
    const stored = await simulator.stored(guest.id);
    const state = agentStateSchema.safeParse(stored);
    return new MachineBoot(settings, simulator, logger, guest, state.data ?? null);
  }

  get boot(): number {
    return this.guest.boot;
  }

  get sourcePrefixes(): readonly string[] {
    return this.state?.configuration?.sourcePrefixes ?? this.settings.bakedPrefixes;
  }

  /** Takes note of how the machine is now. */
  update(guest: Guest): void {
    const elapsedMs = guest.nowMs - this.guest.nowMs;
    this.guest = guest;
    this.aheadMs = guest.nowMs - Date.now();
    this.traffic.pass({
      nowMs: guest.nowMs,
      elapsedMs,
      senders: sendersOf(guest, this.settings),
      isForwarding: this.kernel().isForwarding,
      isAllowed: (source) => holdsAddress(this.sourcePrefixes, source),
    });
    if (guest.faults.agentDead) this.endAgent();
    else this.process ??= this.startAgent();
    this.process?.agent.notice();
  }

  end(): void {
    this.endAgent();
  }

  async store(state: AgentState): Promise<void> {
    await this.simulator.store(this.guest.id, this.guest.disk, state);
    this.state = state;
  }

  nowMs(): number {
    return Date.now() + this.aheadMs;
  }

  uptimeMs(): number {
    return this.guest.uptimeMs + Math.max(0, this.nowMs() - this.guest.nowMs);
  }

  kernel(): KernelState {
    return kernelOf(this.guest, this.settings, this.sourcePrefixes);
  }

  forwarded(): { bytesOut: number; bytesIn: number } {
    return this.traffic.forwarded();
  }

  connections(): number {
    return this.traffic.connections();
  }

  refusedPackets(): number {
    return this.traffic.refused();
  }

  look(source: string, isAllowed: boolean): Look {
    return this.traffic.look(source, isAllowed);
  }

  private startAgent(): { agent: AgentProcess; life: AbortController } {
    const life = new AbortController();
    const agent = new AgentProcess(this, this.logger, life.signal);
    const started = { agent, life };
    agent.run().catch((error: unknown) => {
      if (life.signal.aborted) return;
      this.logger.warn({ err: error }, 'agent has ended and is started again');
      if (this.process === started) this.endAgent();
    });
    return started;
  }

  private endAgent(): void {
    this.process?.life.abort();
    this.process = undefined;
  }
}

/** The same for the same boot, whoever plays it; in the form of a kernel's `boot_id`. */
function bootIdOf({ id, disk, boot }: Guest): string {
  const hex = createHash('sha256').update(`${id} ${disk} ${boot}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
