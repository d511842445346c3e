/** Everything that `npm start` takes from the environment, read once; faults are reported together. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartFault } from '../start-fault.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The port variables of `docs/configuration.md`; 0 means any free one. */
const DEFAULT_PORTS = {
  GATEWAY_PORT: 8080,
  GATEWAY_MANAGEMENT_PORT: 9080,
  ADMIN_PORT: 4000,
  ADMIN_MANAGEMENT_PORT: 9040,
  AGENT_PORT: 4010,
  WORKER_MANAGEMENT_PORT: 9060,
  SIMULATOR_PORT: 8090,
} as const;

export type PortVariable = keyof typeof DEFAULT_PORTS;
export type Ports = Record<PortVariable, number>;

export interface StartConfig {
  /** Absolute. */
  dataDir: string;
  ports: Ports;
  /** `undefined`: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** `undefined`: the queue is on PostgreSQL. */
  redisUrl: string | undefined;
  /** The project that the first start binds; `undefined`: one at our simulator. */
  hetzner: { token: string; endpoint: string | undefined } | undefined;
  /** What clients are told; `undefined`: this machine and the port. */
  gatewayPublicUrl: string | undefined;
  adminPublicUrl: string | undefined;
  /** Where VMs reach the endpoint of agents; `undefined`: simulated ones on this machine, others not at all. */
  agentPublicUrl: string | undefined;
  shutdownTimeoutSeconds: number;
  /** What the children inherit: our own environment without secrets that only one of them may have. */
  inherited: Environment;
}

/** Throws `StartFault` with every fault, one per line. */
export function readStartConfig(environment: Environment): StartConfig {
  const read = new Reader(environment);
  const token = read.secret('HCLOUD_TOKEN');
  const endpoint = read.url('HCLOUD_ENDPOINT');
  if (endpoint !== undefined && token === undefined)
    read.faults.push('HCLOUD_ENDPOINT needs HCLOUD_TOKEN beside it');
  const config: StartConfig = {
    dataDir: resolve(read.text('DATA_DIR') ?? '.data'),
    ports: {
      GATEWAY_PORT: read.port('GATEWAY_PORT'),
      GATEWAY_MANAGEMENT_PORT: read.port('GATEWAY_MANAGEMENT_PORT'),
      ADMIN_PORT: read.port('ADMIN_PORT'),
      ADMIN_MANAGEMENT_PORT: read.port('ADMIN_MANAGEMENT_PORT'),
      AGENT_PORT: read.port('AGENT_PORT'),
      WORKER_MANAGEMENT_PORT: read.port('WORKER_MANAGEMENT_PORT'),
      SIMULATOR_PORT: read.port('SIMULATOR_PORT'),
    },
    databaseUrl: read.url('DATABASE_URL'),
    redisUrl: read.url('REDIS_URL'),
    hetzner: token === undefined ? undefined : { token, endpoint },
    gatewayPublicUrl: read.url('GATEWAY_PUBLIC_URL'),
    adminPublicUrl: read.url('ADMIN_PUBLIC_URL'),
    agentPublicUrl: read.url('AGENT_PUBLIC_URL'),
    shutdownTimeoutSeconds: read.seconds('SHUTDOWN_TIMEOUT_SECONDS', 4),
    inherited: withoutSecrets(environment),
  };
  const faults = [...read.faults, ...sharedPorts(config.ports)];
  if (faults.length === 0) return config;
  throw new StartFault(`The configuration has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`);
}

/** Reads variables and collects what is wrong with them; an empty variable counts as absent. */
class Reader {
  readonly faults: string[] = [];
  constructor(private readonly environment: Environment) {}

  text(name: string): string | undefined {
    return this.environment[name] || undefined;
  }

  port(name: PortVariable): number {
    const value = Number(this.text(name) ?? DEFAULT_PORTS[name]);
    const isPort = Number.isInteger(value) && value >= 0 && value <= 65_535;
    if (!isPort) this.faults.push(`${name} is no port number: ${this.text(name)}`);
    return value;
  }

  seconds(name: string, otherwise: number): number {
    const value = Number(this.text(name) ?? otherwise);
    if (!(value > 0)) this.faults.push(`${name} is no number of seconds: ${this.text(name)}`);
    return value;
  }

  /** Without a slash at its end. */
  url(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !URL.canParse(value)) this.faults.push(`${name} is no URL`);
    return value?.replace(/\/+$/, '');
  }

  /** From the variable, or from the file that `<name>_FILE` names. */
  secret(name: string): string | undefined {
    const path = this.text(`${name}_FILE`);
    if (path === undefined) return this.text(name);
    if (this.text(name) !== undefined) this.faults.push(`${name} and ${name}_FILE are both set; keep one`);
    try {
      return readFileSync(path, 'utf8').trim();
    } catch {
      this.faults.push(`${name}_FILE names ${path}, which cannot be read`);
      return undefined;
    }
  }
}

// Each child is given the secrets that it needs by name; npm's own variables tell it nothing.
const IS_SECRET = /(TOKEN|KEY|SECRET|PASSWORD)(_FILE)?$|^npm_/;

function withoutSecrets(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !IS_SECRET.test(name)));
}

function sharedPorts(ports: Ports): string[] {
  const seen = new Map<number, string>();
  const faults: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    const other = seen.get(port);
    if (port !== 0 && other !== undefined) faults.push(`${other} and ${name} are both ${port}`);
    seen.set(port, name);
  }
  return faults;
}
