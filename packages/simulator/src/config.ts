import type { DurationProfile } from './actions/durations.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

interface Config {
  readonly port: number;
  readonly host: string;
  readonly durations: DurationProfile;
  readonly stateDir: string | undefined;
  readonly rateLimitPerHour: number;
  readonly logLevel: string;
  /** Whether the agents of NAT VMs are played. */
  readonly playsAgents: boolean;
  readonly endsWithParent: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export type ConfigResult =
  | { readonly isValid: true; readonly config: Config }
  | { readonly isValid: false; readonly faults: readonly string[] };

/** Reads the environment; gives the configuration, or every fault in it. */
export function readConfig(environment: Environment): ConfigResult {
  const faults: string[] = [];
  const config: Config = {
    port: integer('SIMULATOR_PORT', 8090, 0, 65_535),
    host: environment['SIMULATOR_HOST'] || '127.0.0.1',
    durations: choice('SIMULATOR_DURATIONS', ['fast', 'real'] as const, 'fast'),
    stateDir: environment['SIMULATOR_STATE_DIR'] || undefined,
    rateLimitPerHour: integer('SIMULATOR_RATE_LIMIT', 3_600, 1, 100_000_000),
    logLevel: choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    playsAgents: choice('SIMULATOR_AGENTS', ['0', '1'] as const, '0') === '1',
    endsWithParent: choice('PARENT_WATCH', ['0', '1'] as const, '0') === '1',
  };
  return faults.length > 0 ? { isValid: false, faults } : { isValid: true, config };

  function integer(name: string, fallback: number, minimum: number, maximum: number): number {
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
    faults.push(`${name} must be an integer from ${minimum} to ${maximum}, not '${text}'`);
    return fallback;
  }

  function choice<Value extends string>(name: string, values: readonly Value[], fallback: Value): Value {
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    const value = values.find((candidate) => candidate === text);
    if (value !== undefined) return value;
    faults.push(`${name} must be one of ${values.join(', ')}, not '${text}'`);
    return fallback;
  }
}
