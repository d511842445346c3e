import { expect, test } from 'vitest';
import { targetText } from './run-words.js';

const unit = { unitType: 'network', unitUid: '0197a1b2-0000-7000-8000-000000000000' };

test('a run is named by what it was for', () => {
  const target = 'seca.network/v1/tenants/demo/workspaces/shop/networks/main';
  expect(targetText({ ...unit, target })).toBe('demo / shop / networks / main');
  expect(targetText({ ...unit, target: 'connection default' })).toBe('connection default');
});

test('a run whose target was not noted is named by its unit', () => {
  expect(targetText({ ...unit, target: null })).toBe('network 0197a1b2');
});
