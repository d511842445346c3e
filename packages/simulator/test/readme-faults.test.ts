import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { TestSimulator } from './test-simulator.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const rules = [...readme.matchAll(/`(\{"effect":[^`]+)`/g)].map(([, json = '']) => json);

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const serverId = async () => String((await cloud.aServer()).id);
const effect = z.object({ effect: z.object({ type: z.string(), code: z.string().optional() }) });

test('the README has a rule for each kind of trouble that a call can run into', () => {
  const kinds = rules.map((json) => effect.parse(JSON.parse(json)).effect.type);
  expect(new Set(kinds)).toEqual(new Set(['cut', 'latency', 'error', 'action-error', 'action-hang']));
});

test.each(rules)('the rule of the README %s is taken and hits', async (json) => {
  const id = await serverId();
  const rule: unknown = JSON.parse(json);
  const body = { operation: 'POST *', ...z.record(z.string(), z.unknown()).parse(rule) };
  await cloud.control.post(z.unknown(), '/faults', body);
  await cloud.api.call('POST', `/servers/${id}/actions/poweroff`).catch(() => undefined);
  const listed = z.object({ faults: z.array(z.object({ fired: z.int() })) });
  expect((await cloud.control.get(listed, '/faults')).faults).toEqual([{ fired: 1 }]);
});
