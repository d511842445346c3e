import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startStack } from '@seca-hetzner/scripts';
import type { Row } from './table.js';

/** How long a start takes until a client can work: on an empty folder, on one with data, and after a kill -9. */
export async function benchStart(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'seca-bench-start-'));
  const rows: Row[] = [];
  const measure = async (what: string, end: 'stop' | 'kill'): Promise<void> => {
    const begin = performance.now();
    const stack = await startStack({ dataDir });
    const readyMs = Math.round(performance.now() - begin);
    const stopping = performance.now();
    if (end === 'kill') process.kill(stack.pid, 'SIGKILL');
    await stack.stop();
    rows.push({ what, readyMs, stoppedMs: Math.round(performance.now() - stopping) });
  };
  try {
    await measure('first start', 'stop');
    await measure('second start', 'kill');
    await measure('after a kill -9', 'stop');
    return rows;
  } finally {
    await removeEmbeddedPostgres(dataDir);
  }
}
