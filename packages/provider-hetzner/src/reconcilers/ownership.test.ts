import { expect, test } from 'vitest';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { EPOCH_LABEL, ownLabels } from './labels.js';
import { createOwnership } from './ownership.js';

const owner = {
  connection: { id: 'connection' },
  installation: { id: 'installation', epoch: '7' },
} as Parameters<ReturnType<typeof createOwnership>['require']>[0];
const marker = {
  labels: { ...ownLabels('installation', 'connection', 'marker'), [EPOCH_LABEL]: '7' },
} as unknown as PlacementGroup;

test.each([
  ['put back', -3_600_000],
  ['put forward', 3_600_000],
])('a clock that is %s makes no look at the mark good for longer', async (_how, jumpMs) => {
  let nowMs = Date.parse('2026-11-21T12:00:00Z');
  const ownership = createOwnership({
    now: () => new Date(nowMs),
    after: (ms) => new Date(nowMs + ms),
    span: (ms) => ms,
    sleep: async () => undefined,
  });
  let looks = 0;
  const look = async (): Promise<PlacementGroup[]> => {
    looks += 1;
    return [marker];
  };
  await ownership.require(owner, look);
  await ownership.require(owner, look);
  expect(looks).toBe(1);
  nowMs += jumpMs;
  await ownership.require(owner, look);
  expect(looks).toBe(2);
});
