import { expect, test } from 'vitest';
import { judgeGoal, type GoalSighting } from './goal.rules.js';
import type { Goal } from './operation.js';

const unit = { type: 'network', uid: 'n' } as const;
const place = { gatewayUid: 'g', networkUid: 'n' };
const settled: Goal = { type: 'settled', uid: 'u', version: 3 };

const seen = (
  state: 'updating' | 'error',
  observedVersion: number,
  reason = 'Waiting',
): Pick<GoalSighting, 'resource'> => ({
  resource: {
    state,
    observedVersion,
    isDeleting: false,
    newest: { state, at: '2026-01-01T00:00:00.000Z', reason, message: 'because' },
  },
});

test.each<[string, Goal, GoalSighting, string]>([
  ['an older version', settled, seen('updating', 2), 'awaited'],
  ['the version itself', settled, seen('updating', 3), 'reached'],
  ['a later version', settled, seen('updating', 4), 'reached'],
  ['a resource in error', settled, seen('error', 2, 'PROVIDER_CAPACITY'), 'PROVIDER_CAPACITY'],
  ['a reason that is no class', settled, seen('error', 2, 'DiskLost'), 'RECONCILE_FAILED'],
  ['a resource that is gone', settled, {}, 'RESOURCE_GONE'],
  ['a resource to be deleted', { type: 'gone', uid: 'u' }, seen('updating', 3), 'awaited'],
  ['a resource that was deleted', { type: 'gone', uid: 'u' }, {}, 'reached'],
  ['a unit that is due', { type: 'looked-after', unit }, { due: { isDue: true, failures: 0 } }, 'awaited'],
  ['a unit that was run', { type: 'looked-after', unit }, { due: { isDue: false, failures: 0 } }, 'reached'],
  [
    'a unit whose run failed',
    { type: 'looked-after', unit },
    { due: { isDue: false, failures: 1 } },
    'RECONCILE_FAILED',
  ],
  [
    'a VM not made anew',
    { type: 'gateway-made', ...place },
    { vm: { isMade: false, agentState: 'active' } },
    'awaited',
  ],
  [
    'a VM whose agent is silent',
    { type: 'gateway-made', ...place },
    { vm: { isMade: true, agentState: 'provisioning' } },
    'awaited',
  ],
  [
    'a VM without agent',
    { type: 'gateway-made', ...place },
    { vm: { isMade: true, agentState: undefined } },
    'reached',
  ],
  [
    'a drained VM to be drained',
    { type: 'gateway-drained', ...place, isDrained: true },
    { vm: { isMade: true, agentState: 'draining' } },
    'reached',
  ],
  [
    'a drained VM to be resumed',
    { type: 'gateway-drained', ...place, isDrained: false },
    { vm: { isMade: true, agentState: 'draining' } },
    'awaited',
  ],
])('%s', (_name, goal, sighting, verdict) => {
  const judgement = judgeGoal(goal, sighting);
  expect(judgement.outcome === 'failed' ? judgement.errorClass : judgement.outcome).toBe(verdict);
});
