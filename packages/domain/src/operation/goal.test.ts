import { expect, test } from 'vitest';
import { agentStates, type AgentState } from '../agent/agent-state.js';
import { natVmSlots } from '../agent/gateway-agent.js';
import { judgeGoal, type GoalSighting } from './goal.rules.js';
import type { Goal } from './operation.js';

const unit = { type: 'network', uid: 'n' } as const;
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
])('%s', (_name, goal, sighting, verdict) => {
  expect(verdictOn(goal, sighting)).toBe(verdict);
});

function verdictOn(goal: Goal, sighting: GoalSighting): string {
  const judgement = judgeGoal(goal, sighting);
  return judgement.outcome === 'failed' ? judgement.errorClass : judgement.outcome;
}

/** What each state of its agent makes of a NAT VM that is to be made, drained or resumed; the first is no agent. */
const verdicts: Record<'made' | 'not made' | 'drained' | 'resumed', string[]> = {
  made: ['reached', 'awaited', 'reached', 'awaited', 'awaited'],
  'not made': ['awaited', 'awaited', 'awaited', 'awaited', 'awaited'],
  drained: ['RESOURCE_GONE', 'awaited', 'awaited', 'reached', 'awaited'],
  resumed: ['RESOURCE_GONE', 'reached', 'reached', 'awaited', 'reached'],
};

const ofVms = Object.entries(verdicts).flatMap(([wish, row]) =>
  ([undefined, ...agentStates] as (AgentState | undefined)[]).flatMap((agentState, index) =>
    natVmSlots.map((slot) => ({ wish, agentState, slot, verdict: row[index] ?? 'missing in the table' })),
  ),
);

test.each(ofVms)('a $slot VM that is to be $wish, agent $agentState: $verdict', (row) => {
  const place = { gatewayUid: 'g', networkUid: 'n', slot: row.slot };
  const isDrained = row.wish === 'drained';
  const goal: Goal = row.wish.endsWith('made')
    ? { type: 'gateway-made', ...place }
    : { type: 'gateway-drained', ...place, isDrained };
  const vm = { isMade: row.wish !== 'not made', agentState: row.agentState };
  expect(verdictOn(goal, { vm })).toBe(row.verdict);
});

test('a VM that is not there any more is not made', () => {
  expect(verdictOn({ type: 'gateway-made', gatewayUid: 'g', networkUid: 'n' }, {})).toBe('RESOURCE_GONE');
});

/** The instants of requests for a turn: the one that is followed, one before and one after it. */
const before = new Date('2026-01-01T00:00:00.000Z');
const asked = new Date('2026-01-01T01:00:00.000Z');
const later = new Date('2026-01-01T02:00:00.000Z');

test.each([
  ['asked for', asked, null, 'awaited'],
  ['asked for, after an earlier one was done', asked, before, 'awaited'],
  ['asked for again', later, null, 'awaited'],
  ['done', null, asked, 'reached'],
  ['done, and asked for again', later, asked, 'reached'],
  ['done when it was asked for again', null, later, 'reached'],
  ['withdrawn', null, null, 'SUPERSEDED'],
  ['withdrawn, after an earlier one was done', null, before, 'SUPERSEDED'],
] as const)('a turn that is %s', (_name, requestedAt, takenFor, verdict) => {
  const place = { gatewayUid: 'g', networkUid: 'n', slot: 'standby' } as const;
  const goal: Goal = { type: 'gateway-turned', ...place, agentId: 'a', requestedAt: asked.toISOString() };
  expect(verdictOn(goal, { turn: { requestedAt, takenFor } })).toBe(verdict);
  expect(verdictOn(goal, {})).toBe('RESOURCE_GONE');
});
