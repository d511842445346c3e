import { afterEach, describe, expect, test } from 'vitest';
import type { ListeningServer } from './listen.js';
import { startManagementServer, type ReadinessCheck } from './management-server.js';
import { Counter, createMetrics } from './metrics.js';

const running: ListeningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(checks: Record<string, ReadinessCheck>, isStopping = () => false) {
  const metrics = createMetrics();
  const server = await startManagementServer({ host: '127.0.0.1', port: 0, metrics, checks, isStopping });
  running.push(server);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  return { metrics, get };
}

describe('a process', () => {
  test('is alive whatever its parts say, and ready only when each of them is, now', async () => {
    let isDown = false;
    const { get } = await start({
      database: async () => {
        if (isDown) throw new Error('connection refused');
      },
    });
    expect((await get('/readyz')).status).toBe(200);
    isDown = true;
    const { status, text } = await get('/readyz');
    expect([status, JSON.parse(text)]).toEqual([
      503,
      { status: 'not ready', parts: { database: 'connection refused' } },
    ]);
    expect((await get('/healthz')).status).toBe(200);
    isDown = false;
    expect((await get('/readyz')).status).toBe(200);
  });

  test('is not ready when a part does not answer, and says so in time', async () => {
    const { get } = await start({ jobs: () => new Promise(() => undefined) });
    const { status, text } = await get('/readyz');
    expect(status).toBe(503);
    expect(text).toContain('no answer within');
  });

  test('that stops is not ready, so that nothing new is sent to it', async () => {
    const { get } = await start({}, () => true);
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/healthz')).status).toBe(200);
  });

  test('shows its figures', async () => {
    const { get, metrics } = await start({});
    new Counter({ name: 'seca_test_total', help: 'x', registers: [metrics] }).inc();
    expect((await get('/metrics')).text).toContain('seca_test_total 1');
    expect((await get('/other')).status).toBe(404);
  });
});
