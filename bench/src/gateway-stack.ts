/** A stack on a PostgreSQL that the bench can reach too, and replicas of its programs that the bench can look into. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startStack,
  type Endpoints,
} from '@seca-hetzner/scripts';
import { startProgram, type MeasuredProgram } from './measured-program.js';

const GATEWAY = new URL('../../../packages/gateway/dist/src/main.js', import.meta.url);
const ADMIN = new URL('../../../packages/server/dist/src/main.js', import.meta.url);

/** Connections to PostgreSQL of each side of a comparison: the gateway's own default. */
export const POOL_SIZE = 20;

export interface GatewayStack {
  readonly endpoints: Endpoints;
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Of the parent of all programs. */
  readonly supervisorPid: number;
  /** Another gateway beside the one of the stack. */
  startGateway(nodeArguments?: readonly string[]): Promise<MeasuredProgram>;
  /** Another admin API beside the one of the stack. */
  startAdmin(nodeArguments?: readonly string[]): Promise<MeasuredProgram>;
}

/** Ends everything when `work` is done. */
export async function withGatewayStack<T>(work: (stack: GatewayStack) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'seca-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: true });
  const pool = new Pool({ connectionString: postgres.url });
  // At the end the database may go before an idle connection has said good-bye.
  pool.on('error', () => undefined);
  try {
    const stack = await startStack({ environment: { DATABASE_URL: postgres.url } });
    try {
      return await work({
        endpoints: stack.endpoints,
        databaseUrl: postgres.url,
        pool,
        supervisorPid: stack.pid,
        startGateway: (nodeArguments = []) =>
          startProgram({
            script: GATEWAY,
            nodeArguments,
            environment: (port, managementPort) => ({
              DATABASE_URL: postgres.url,
              DATABASE_POOL_SIZE: String(POOL_SIZE),
              GATEWAY_PORT: String(port),
              GATEWAY_MANAGEMENT_PORT: String(managementPort),
              GATEWAY_PUBLIC_URL: stack.endpoints.gateway,
              LOCAL_ISSUER_JWKS_FILE: join(stack.dataDir, 'issuer.jwks.json'),
              // One caller sends all of it, and shall not be held back.
              CALLER_REQUESTS_PER_SECOND: '1000000',
            }),
          }),
        startAdmin: (nodeArguments = []) =>
          startProgram({
            script: ADMIN,
            nodeArguments,
            environment: (port, managementPort) => ({
              DATABASE_URL: postgres.url,
              ADMIN_PORT: String(port),
              ADMIN_MANAGEMENT_PORT: String(managementPort),
              GATEWAY_PUBLIC_URL: stack.endpoints.gateway,
              DATA_DIR: stack.dataDir,
              ADMIN_REQUESTS_PER_SECOND: '1000000',
            }),
          }),
      });
    } finally {
      await stack.stop();
    }
  } finally {
    await pool.end();
    await postgres.stop();
    await removeEmbeddedPostgres(dataDir);
  }
}
