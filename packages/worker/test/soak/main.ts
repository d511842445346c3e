/**
 * `npm run soak`: a day of random changes in a cloud that fails, with workers that are killed and a database that is
 * restarted; at the end Hetzner has what was asked for, once. The exit code is 1 where it has not.
 */
import { parseArgs } from 'node:util';
import { soak } from './soak.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    scale: { type: 'string', default: '48' },
    seed: { type: 'string', default: '1' },
    instances: { type: 'string', default: '200' },
    workers: { type: 'string', default: '2' },
    queue: { type: 'string', default: 'postgres' },
    logs: { type: 'string' },
  },
});
process.exitCode = await soak({
  minutes: Number(values.minutes),
  scale: Number(values.scale),
  seed: Number(values.seed),
  instances: Number(values.instances),
  workers: Number(values.workers),
  queue: values.queue === 'redis' ? 'redis' : 'postgres',
  logs: values.logs,
});
