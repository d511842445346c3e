/** The contract suite of `packages/hetzner/test`, on the project of the trial. */
import { fileURLToPath } from 'node:url';
import { startVitest, type Reporter } from 'vitest/node';
import type { Evidence } from './evidence.js';
import type { Gate } from './gate/gate.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SUITE = 'packages/hetzner/dist/test/contract.test.js';
const LIMIT_MS = 180_000;

export interface ContractOutcome {
  readonly passed: number;
  /** Their names. */
  readonly failed: readonly string[];
}

/** In this process, so that it ends when this ends. */
export async function runContract(
  gate: Pick<Gate, 'url' | 'token'>,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<ContractOutcome> {
  let passed = 0;
  const failed: string[] = [];
  const reporter: Reporter = {
    onInit(vitest) {
      signal.addEventListener('abort', () => void vitest.cancelCurrentRun('keyboard-input'), { once: true });
    },
    onTestCaseResult(test) {
      const { state, errors = [] } = test.result();
      // The first in the chain is the address of the gate.
      const name = test.fullName.split(' > ').slice(1).join(' > ');
      if (state === 'passed') passed += 1;
      if (state === 'failed') failed.push(name);
      evidence.note('test', {
        name,
        state,
        ms: Math.round(test.diagnostic()?.duration ?? 0),
        ...(errors.length > 0 && { errors: errors.map(({ message }) => message) }),
      });
    },
  };
  const vitest = await startVitest('test', [], {
    root: ROOT,
    config: false,
    watch: false,
    include: [SUITE],
    pool: 'threads',
    reporters: [reporter],
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    env: { HCLOUD_CONTRACT_ENDPOINT: gate.url, HCLOUD_CONTRACT_TOKEN: gate.token },
  });
  await vitest.close();
  signal.throwIfAborted();
  if (passed + failed.length === 0) failed.push('the suite did not start');
  return { passed, failed };
}
