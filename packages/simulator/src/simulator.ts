import type { Logger } from 'pino';
import { type Durations, durationsOf, type DurationProfile } from './actions/durations.js';
import { ActionEngine } from './actions/engine.js';
import { operations, removed, unmodelled } from './api/operations.js';
import type { Cloud } from './api/perform.js';
import { RateLimits } from './api/rate-limit.js';
import { Router } from './api/router.js';
import { Clock } from './clock.js';
import { FaultRules } from './faults/fault-rules.js';
import { CallLog } from './http/call-log.js';
import { FileJournal, memoryJournal } from './world/journal.js';
import { World } from './world/world.js';

export interface SimulatorOptions {
  readonly durations: DurationProfile;
  readonly rateLimitPerHour: number;
  /** Where the state is kept; undefined to keep it in memory. */
  readonly stateDir: string | undefined;
}

/** The parts of one simulated cloud. */
export interface Simulator extends Cloud {
  readonly router: Router;
  readonly rateLimits: RateLimits;
  readonly faults: FaultRules;
  readonly calls: CallLog;
  readonly durations: Durations;
  readonly logger: Logger;
}

/** Builds a cloud, with what its state directory holds. */
export function openSimulator(options: SimulatorOptions, logger: Logger): Simulator {
  const clock = new Clock();
  const world = new World(clock);
  openJournal(world, options.stateDir, logger);
  const durations = durationsOf(options.durations);
  return {
    clock,
    world,
    engine: new ActionEngine(world, durations),
    router: new Router(operations, unmodelled, removed),
    rateLimits: new RateLimits(clock, options.rateLimitPerHour),
    faults: new FaultRules(),
    calls: new CallLog(),
    durations,
    logger,
  };
}

function openJournal(world: World, stateDir: string | undefined, logger: Logger): void {
  if (stateDir === undefined) {
    world.open(memoryJournal, []);
    return;
  }
  const journal = new FileJournal(
    stateDir,
    () => world.everything(),
    (error) => logger.warn({ err: error, stateDir }, 'state file could not be compacted'),
  );
  world.open(journal, journal.load());
}
