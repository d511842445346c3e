import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type AgentSettings, readAgentSettings } from './agent-file.js';
import { MachineBoot } from './machine.js';
import { type MachineSummary, SimulatorControl } from './simulator-control.js';

export interface PlayerOptions {
  /** Base of the simulator's controls, ends in `/_simulator`. */
  readonly control: string;
  readonly logger: Logger;
  /** How often it looks at the machines when nothing happens to them; 1 s unless told. */
  readonly lookEveryMs?: number;
}

export interface Player {
  stop(): Promise<void>;
}

/** One disk of a server that carries an agent, and the boot that it is in, if it is up. */
interface Machine {
  readonly disk: number;
  /** Null when its user data has no agent. */
  readonly settings: AgentSettings | null;
  boot: MachineBoot | undefined;
}

/**
 * Plays the agent of every NAT VM at a simulator: registers, takes configurations, says what such a machine would see.
 * It knows the machines by the simulator's control API alone.
 */
export function startPlayer({ control, logger, lookEveryMs = 1_000 }: PlayerOptions): Player {
  const stopping = new AbortController();
  const simulator = new SimulatorControl(control, stopping.signal);
  const machines = new Map<number, Machine>();

  async function play(): Promise<void> {
    let seq = 0;
    while (!stopping.signal.aborted) {
      try {
        seq = await simulator.happening(seq, lookEveryMs);
        await lookAround();
      } catch (error) {
        if (stopping.signal.aborted) break;
        logger.warn({ err: error }, 'player can not see the machines');
        await delay(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    for (const { boot } of machines.values()) boot?.end();
    simulator.close();
  }

  async function lookAround(): Promise<void> {
    const present = await simulator.machines();
    const ids = new Set(present.map(({ id }) => id));
    for (const [id, { boot }] of machines) {
      if (ids.has(id)) continue;
      boot?.end();
      machines.delete(id);
    }
    for (const summary of present) {
      try {
        await lookAt(summary);
      } catch (error) {
        if (stopping.signal.aborted) return;
        // It may have gone since it was listed.
        logger.debug({ err: error, server: summary.id }, 'player can not see a machine');
      }
    }
  }

  async function lookAt(summary: MachineSummary): Promise<void> {
    const known = machines.get(summary.id);
    if (known !== undefined && (!summary.isUp || known.boot?.boot !== summary.boot)) silence(known);
    if (!summary.isUp) return;
    const machine = known?.disk === summary.disk ? known : await readMachine(summary);
    if (machine.settings === null) return;
    const guest = await simulator.guest(summary.id);
    if (!guest.isUp || guest.boot !== summary.boot || guest.disk !== summary.disk) {
      silence(machine);
      return;
    }
    const log = logger.child({ server: summary.id, boot: summary.boot });
    machine.boot ??= await MachineBoot.start(machine.settings, simulator, log, guest);
    machine.boot.update(guest);
  }

  function silence(machine: Machine): void {
    machine.boot?.end();
    machine.boot = undefined;
  }

  async function readMachine({ id, disk }: MachineSummary): Promise<Machine> {
    const settings = settingsIn(await simulator.userData(id), id);
    const machine: Machine = { disk, settings, boot: undefined };
    machines.set(id, machine);
    return machine;
  }

  function settingsIn(userData: string, server: number): AgentSettings | null {
    try {
      return readAgentSettings(userData) ?? null;
    } catch (error) {
      logger.warn({ err: error, server }, "agent's settings in user data can not be read");
      return null;
    }
  }

  const playing = play();
  return {
    async stop() {
      stopping.abort();
      await playing;
    },
  };
}
