import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from '@seca-hetzner/scripts';

/** A database server that goes away and comes back in the same place. */
export class RestartingPostgres {
  restarts = 0;

  private constructor(
    private readonly dataDir: string,
    private current: EmbeddedPostgres,
  ) {}

  /** Worlds that this process makes from then on have their databases there. */
  static async start(): Promise<RestartingPostgres> {
    const dataDir = mkdtempSync(join(tmpdir(), 'seca-restarting-postgres-'));
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
    process.env['TEST_POSTGRES_URL'] = postgres.url;
    return new RestartingPostgres(dataDir, postgres);
  }

  /** Ends it in order, or by SIGKILL, and starts it again. */
  async restart(isKilled: boolean): Promise<void> {
    const { current, dataDir } = this;
    if (isKilled) process.kill(current.pid, 'SIGKILL');
    await current.stop();
    this.current = await startEmbeddedPostgres({ dataDir, port: current.port, durable: false });
    this.restarts += 1;
  }

  async close(): Promise<void> {
    await this.current.stop();
    await removeEmbeddedPostgres(this.dataDir);
  }
}
