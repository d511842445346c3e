/** A Redis for tests, where the machine has one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from '../free-port.js';

const READY = 'Ready to accept connections';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `redis-server`, which keeps nothing on disk; `undefined` when the machine has none, or it does not start. */
export async function startRedis(): Promise<TestRedis | undefined> {
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const isReady = await new Promise<boolean>((resolve) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes(READY)) resolve(true);
    });
    server.once('error', () => resolve(false)).once('exit', () => resolve(false));
  });
  if (!isReady) return undefined;
  const exited = once(server, 'exit');
  const stop = (): void => void server.kill('SIGTERM');
  process.once('exit', stop);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      process.off('exit', stop);
      stop();
      await exited;
    },
  };
}
