import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createShutdown, type Shutdown } from './shutdown.js';

function start(timeoutMs = 5_000): { shutdown: Shutdown; exited: Promise<number> } {
  let exit: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  return { shutdown: createShutdown(pino({ level: 'silent' }), timeoutMs, exit), exited };
}

test('parts are closed one after the other, the last one first, then the process ends', async () => {
  const { shutdown, exited } = start();
  const closed: string[] = [];
  for (const name of ['database', 'jobs', 'server']) {
    shutdown.add(name, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      closed.push(name);
    });
  }
  expect(shutdown.isStopping).toBe(false);
  void shutdown.stop('test');
  expect(shutdown.isStopping).toBe(true);
  expect(shutdown.signal.aborted).toBe(true);
  expect(await exited).toBe(0);
  expect(closed).toEqual(['server', 'jobs', 'database']);
});

test('a part that fails to close does not keep the others open', async () => {
  const { shutdown, exited } = start();
  let isClosed = false;
  shutdown.add('database', () => {
    isClosed = true;
  });
  shutdown.add('server', () => {
    throw new Error('cannot');
  });
  void shutdown.stop('test');
  expect(await exited).toBe(0);
  expect(isClosed).toBe(true);
});

test('a part that never closes does not hold the process beyond its time', async () => {
  const { shutdown, exited } = start(20);
  shutdown.add('server', () => new Promise(() => undefined));
  void shutdown.stop('test');
  expect(await exited).toBe(1);
});

test('asked twice, it stops once', async () => {
  const { shutdown, exited } = start();
  let times = 0;
  shutdown.add('server', () => {
    times += 1;
  });
  await Promise.all([shutdown.stop('one'), shutdown.stop('two')]);
  await exited;
  expect(times).toBe(1);
});
