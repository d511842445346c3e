import { expect, test } from 'vitest';
import { isFinal, nextOperationState, type OperationEvent, type OperationState } from './operation-state.js';

const events: OperationEvent[] = ['look', 'finish', 'fail', 'expire', 'cancel'];

const table: Record<OperationState, OperationState[]> = {
  accepted: ['running', 'succeeded', 'failed', 'failed', 'cancelled'],
  running: ['running', 'succeeded', 'failed', 'failed', 'cancelled'],
  succeeded: ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
  failed: ['failed', 'failed', 'failed', 'failed', 'failed'],
  cancelled: ['cancelled', 'cancelled', 'cancelled', 'cancelled', 'cancelled'],
};

test.each(
  (Object.entries(table) as [OperationState, OperationState[]][]).flatMap(([state, row]) =>
    row.map((after, index) => ({ state, event: events[index] ?? 'look', after })),
  ),
)('$state, $event: $after', ({ state, event, after }) => {
  expect(nextOperationState(state, event)).toBe(after);
});

test('a final state is one that no event leaves', () => {
  for (const state of Object.keys(table) as OperationState[]) {
    const isLeft = events.some((event) => nextOperationState(state, event) !== state);
    expect(isFinal(state)).toBe(!isLeft);
  }
});
