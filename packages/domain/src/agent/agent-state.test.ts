import { expect, test } from 'vitest';
import { agentEvents, agentStates, nextAgentState, statesLeftBy } from './agent-state.js';

const promised = {
  provisioning: ['active', 'provisioning', 'unhealthy', 'draining', 'provisioning'],
  active: ['active', 'unhealthy', 'unhealthy', 'draining', 'active'],
  draining: ['draining', 'draining', 'draining', 'draining', 'provisioning'],
  unhealthy: ['active', 'unhealthy', 'unhealthy', 'draining', 'unhealthy'],
} as const;

const cases = agentStates.flatMap((state) =>
  agentEvents.map((event, index) => [state, event, promised[state][index]] as const),
);

test.each(cases)('%s, on %s, becomes %s', (state, event, next) => {
  expect(nextAgentState(state, event)).toBe(next);
});

test('nothing but a healthy heartbeat brings an agent into use', () => {
  const others = agentEvents.filter((event) => event !== 'healthy-heartbeat');
  const unused = agentStates.filter((state) => state !== 'active');
  const next = unused.flatMap((state) => others.map((event) => nextAgentState(state, event)));
  expect(next).not.toContain('active');
});

test('silence changes what is in use or coming up, and nothing else', () => {
  expect(statesLeftBy('silence')).toEqual(['provisioning', 'active']);
});
