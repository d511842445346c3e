/** The parts as they run in production: each a process of its own, on a PostgreSQL that is somewhere else. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createSigningKey,
  freePorts,
  mintToken,
  publicKeySet,
  removeEmbeddedPostgres,
  runChild,
  startChild,
  startEmbeddedPostgres,
  startSimulator,
  waitUntil,
  type Endpoints,
} from '@seca-hetzner/scripts';

const STOP_LIMIT_MS = 10_000;

const program = (path: string): string =>
  fileURLToPath(new URL(`../../packages/${path}.js`, import.meta.url));

export interface PartsApart {
  /** Holds the `endpoints.json` that the README's commands read. */
  readonly dataDir: string;
  readonly control: string;
  readonly hcloudToken: string;
  stop(): Promise<void>;
}

/** Starts database, simulator, gateway, admin server and worker as `docs/configuration.md` says, with no supervisor. */
export async function startApart(): Promise<PartsApart> {
  const dataDir = mkdtempSync(join(tmpdir(), 'seca-apart-'));
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
    await removeEmbeddedPostgres(join(dataDir, 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), durable: false });
    stops.push(() => postgres.stop());
    const simulator = await startSimulator();
    stops.push(() => simulator.stop());

    const signingKey = await createSigningKey();
    const keySet = join(dataDir, 'issuer.jwks.json');
    writeFileSync(keySet, JSON.stringify(publicKeySet(signingKey)));
    const [gatewayPort, adminPort, ...managementPorts] = await freePorts(5);
    const hcloudToken = randomBytes(32).toString('hex');
    const gateway = `http://127.0.0.1:${gatewayPort}`;
    const common = {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'warn',
      DATABASE_URL: postgres.url,
      TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      GATEWAY_PUBLIC_URL: gateway,
      HCLOUD_ENDPOINT: simulator.url,
      LOCAL_ISSUER_JWKS_FILE: keySet,
      GATEWAY_PORT: String(gatewayPort),
      ADMIN_PORT: String(adminPort),
      GATEWAY_MANAGEMENT_PORT: String(managementPorts[0]),
      ADMIN_MANAGEMENT_PORT: String(managementPorts[1]),
      WORKER_MANAGEMENT_PORT: String(managementPorts[2]),
    };
    const setUp = {
      SEED_ADMIN_SUBJECT: 'demo',
      ADMIN_TOKEN: randomBytes(32).toString('hex'),
      HCLOUD_TOKEN: hcloudToken,
      HCLOUD_MODE: 'live',
    };
    await runChild({
      name: 'seed',
      script: program('server/dist/src/commands/seed'),
      env: { ...common, ...setUp },
    });
    for (const name of ['gateway', 'server', 'worker']) {
      const child = startChild({ name, script: program(`${name}/dist/src/main`), env: common });
      stops.push(() => child.stop(STOP_LIMIT_MS));
    }
    for (const port of managementPorts) await untilReady(`http://127.0.0.1:${port}/readyz`);

    const claims = { subject: 'demo', tenants: ['demo'], expiresIn: '1h' };
    const endpoints: Pick<Endpoints, 'gateway' | 'token'> = {
      gateway,
      token: await mintToken(signingKey, claims),
    };
    writeFileSync(join(dataDir, 'endpoints.json'), JSON.stringify(endpoints));
    return { dataDir, control: simulator.control, hcloudToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string): Promise<void> {
  const isReady = await waitUntil(async () => (await fetch(url).catch(() => undefined))?.ok, {
    limitMs: 30_000,
    everyMs: 50,
  });
  if (!isReady) throw new Error(`${url} does not become ready`);
}
