/** Loaded into a program before its own code: tells how much memory is in use, after a full collection, when asked. */
import type { Memory } from './measured-program.js';

process.on('message', (question) => {
  if (question !== 'memory') return;
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed } satisfies Memory);
});
// The question alone shall not keep the program from ending.
process.channel?.unref();
