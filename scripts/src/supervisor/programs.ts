/** The programs of the demo: which file each one is, what it is told, how it says that it is ready. */
import { join } from 'node:path';
import type { ChildOptions } from '../child-process.js';
import type { PortVariable, Ports, StartConfig } from './config.js';
import type { SecretFiles, Secrets } from './secrets.js';

export const TENANT = 'demo';

/** The `sub` of the demo's token. */
export const TENANT_ADMIN = 'demo-admin';

/** A program whose output goes to a file of its own. */
export type LoggedProgram = ChildOptions & { logFile: string };

/** A program that runs on, with the address where it says whether it is ready. */
export interface ProgramSpec extends LoggedProgram {
  readyUrl: string;
  /** What the answer's status must be; 200 unless told. */
  accept?: (status: number) => boolean;
}

export interface Surroundings {
  /** Root of the repository. */
  root: string;
  config: StartConfig;
  ports: Ports;
  secrets: Secrets;
  files: SecretFiles;
}

/** The port variables of what this start runs. */
export function usedPorts(usesSimulator: boolean): PortVariable[] {
  const always: PortVariable[] = [
    'GATEWAY_PORT',
    'GATEWAY_MANAGEMENT_PORT',
    'ADMIN_PORT',
    'ADMIN_MANAGEMENT_PORT',
    'AGENT_PORT',
    'WORKER_MANAGEMENT_PORT',
  ];
  return usesSimulator ? [...always, 'SIMULATOR_PORT'] : always;
}

/** On this machine, as the supervisor itself reaches them. */
export function localUrls({ ports }: Pick<Surroundings, 'ports'>) {
  return {
    gateway: here(ports.GATEWAY_PORT),
    admin: here(ports.ADMIN_PORT),
    simulator: `${here(ports.SIMULATOR_PORT)}/v1`,
  };
}

function here(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** As VMs are told; simulated ones are played on this machine, and real ones can't reach it unless somebody says how. */
function agentPublicUrl({ config, ports, secrets }: Surroundings): string | undefined {
  const local = `https://127.0.0.1:${ports.AGENT_PORT}`;
  return config.agentPublicUrl ?? (secrets.cloud === 'simulator' ? local : undefined);
}

/** As clients are told. */
export function publicUrls({ config, ports }: Pick<Surroundings, 'config' | 'ports'>) {
  const local = localUrls({ ports });
  return {
    gateway: config.gatewayPublicUrl ?? local.gateway,
    admin: config.adminPublicUrl ?? local.admin,
  };
}

export function simulatorProgram(around: Surroundings): ProgramSpec {
  const { config, ports } = around;
  return {
    ...program(around, 'simulator', 'packages/simulator/dist/src/main.js', {
      SIMULATOR_PORT: String(ports.SIMULATOR_PORT),
      SIMULATOR_STATE_DIR: join(config.dataDir, 'simulator'),
      SIMULATOR_AGENTS: '1',
    }),
    readyUrl: localUrls(around).simulator,
    // It has no address for this question; a refusal for want of a token says enough.
    accept: () => true,
  };
}

/** Brings the schema up to date and makes the demo's tenant with its administrator, its connection and the admin token. */
export function seedProgram(around: Surroundings, databaseUrl: string): LoggedProgram {
  const { config, secrets, files } = around;
  // A project at Hetzner is bound in the mode that refuses writes until an administrator says otherwise.
  const cloud =
    secrets.cloud === 'simulator'
      ? {
          HCLOUD_TOKEN: secrets.simulatorToken,
          HCLOUD_ENDPOINT: localUrls(around).simulator,
          HCLOUD_MODE: 'live',
        }
      : {
          HCLOUD_TOKEN: config.hetzner?.token,
          HCLOUD_ENDPOINT: config.hetzner?.endpoint,
          HCLOUD_MODE: 'plan',
        };
  return program(around, 'seed', 'packages/server/dist/src/commands/seed.js', {
    DATABASE_URL: databaseUrl,
    REDIS_URL: config.redisUrl,
    SEED_TENANT: TENANT,
    SEED_ADMIN_SUBJECT: TENANT_ADMIN,
    ADMIN_TOKEN: secrets.adminToken,
    TOKEN_ENCRYPTION_KEY_FILE: files.tokenEncryptionKey,
    ...cloud,
  });
}

/** The three processes of the control plane. */
export function controlPlanePrograms(around: Surroundings, databaseUrl: string): ProgramSpec[] {
  const { config, ports, secrets, files } = around;
  const urls = publicUrls(around);
  const common = { DATABASE_URL: databaseUrl, REDIS_URL: config.redisUrl };
  const agents = {
    AGENT_PUBLIC_URL: agentPublicUrl(around),
    TOKEN_ENCRYPTION_KEY_FILE: files.tokenEncryptionKey,
  };
  return [
    {
      ...program(around, 'gateway', 'packages/gateway/dist/src/main.js', {
        ...common,
        GATEWAY_PORT: String(ports.GATEWAY_PORT),
        GATEWAY_MANAGEMENT_PORT: String(ports.GATEWAY_MANAGEMENT_PORT),
        GATEWAY_PUBLIC_URL: urls.gateway,
        LOCAL_ISSUER_JWKS_FILE: files.issuerKeySet,
      }),
      readyUrl: `${here(ports.GATEWAY_MANAGEMENT_PORT)}/readyz`,
    },
    {
      ...program(around, 'server', 'packages/server/dist/src/main.js', {
        ...common,
        ADMIN_PORT: String(ports.ADMIN_PORT),
        ADMIN_MANAGEMENT_PORT: String(ports.ADMIN_MANAGEMENT_PORT),
        ADMIN_PUBLIC_URL: urls.admin,
        ADMIN_INTROSPECTION: config.inherited['ADMIN_INTROSPECTION'] ?? 'true',
        GATEWAY_PUBLIC_URL: urls.gateway,
        AGENT_PORT: String(ports.AGENT_PORT),
        HCLOUD_ENDPOINT:
          secrets.cloud === 'simulator' ? localUrls(around).simulator : config.hetzner?.endpoint,
        ...agents,
      }),
      readyUrl: `${here(ports.ADMIN_MANAGEMENT_PORT)}/readyz`,
    },
    {
      ...program(around, 'worker', 'packages/worker/dist/src/main.js', {
        ...common,
        WORKER_MANAGEMENT_PORT: String(ports.WORKER_MANAGEMENT_PORT),
        ...agents,
      }),
      readyUrl: `${here(ports.WORKER_MANAGEMENT_PORT)}/readyz`,
    },
  ];
}

function program(
  { root, config }: Surroundings,
  name: string,
  script: string,
  own: Record<string, string | undefined>,
): LoggedProgram {
  return {
    name,
    script: join(root, script),
    logFile: join(config.dataDir, 'logs', `${name}.log`),
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      ...config.inherited,
      SHUTDOWN_TIMEOUT_SECONDS: String(config.shutdownTimeoutSeconds),
      ...own,
    },
  };
}
