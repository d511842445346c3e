import { startStack } from '@seca-hetzner/scripts';
import type { Tables } from '../table.js';
import { measureGaps } from './gaps.js';
import { measureHops } from './hops.js';
import { measureThroughput } from './throughput.js';

/** What a way out costs in time: to come about, to be used, and when it breaks. */
export async function benchEgress(): Promise<Tables> {
  const stack = await startStack();
  const hops = await measureHops(stack).finally(() => stack.stop());
  return { hops, throughput: await measureThroughput(), gaps: await measureGaps() };
}
