import { secaClient, startStack } from '@seca-hetzner/scripts';
import type { Row } from '../table.js';
import { CallLog } from './call-log.js';
import { STEPS } from './steps.js';

/**
 * How many calls to Hetzner each step costs, from the call log of the simulator, beside the fewest that its API allows.
 */
export async function benchCalls(): Promise<Row[]> {
  const stack = await startStack();
  try {
    const seca = secaClient(stack.endpoints);
    const log = new CallLog(stack);
    const rows: Row[] = [];
    // What comes with a project, whatever is in it.
    await log.count();
    for (const { what, least, why = '', ...step } of STEPS) {
      await step.do(seca);
      const { calls, writes, polls } = await log.count();
      rows.push({ what, calls, writes, polls, least, why });
    }
    return rows;
  } finally {
    await stack.stop();
  }
}
