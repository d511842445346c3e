import { type Action, actionSchema, actionsSchema, metaSchema } from '@seca-hetzner/hetzner/schema';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { OTHER_TOKEN, TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
beforeEach(async () => {
  cloud = await TestSimulator.start();
});
afterEach(() => cloud.stop());

const paged = z.object({ actions: z.array(actionSchema), meta: metaSchema });

test('progress follows the clock and ends with the action', async () => {
  const { action } = await cloud.createServer();
  const seen: number[] = [action.progress];
  let current: Action = action;
  while (current.status === 'running') {
    await cloud.advance(200);
    current = await cloud.action(action.id);
    seen.push(current.progress);
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(100);
  expect(current.finished).not.toBeNull();
});

test('many actions are read by their ids in one call, without pages; unknown ones are left out', async () => {
  const ids: number[] = [];
  for (let n = 1; n <= 30; n++) ids.push((await cloud.createServer({ name: `s-${n}` })).action.id);
  const query = [...ids, 1].map((id) => `id=${id}`).join('&');
  const { actions } = await cloud.api.get(actionsSchema, `/actions?${query}&page=1&sort=status&sort=id`);
  expect(actions.map(({ id }) => id)).toEqual(ids);
});

test('ids are larger than 32 bits, never used twice, and a project sees only its own', async () => {
  const { action, next_actions: next } = await cloud.createServer();
  expect(action.id).toBeGreaterThan(2 ** 32);
  expect(next[0]?.id).toBeGreaterThan(action.id);
  expect(await cloud.project(OTHER_TOKEN).refusal('GET', `/actions/${action.id}`)).toMatchObject({
    status: 404,
  });
});

test('the actions of a resource are listed below it, filtered and sorted', async () => {
  const network = await cloud.aNetwork();
  const server = await cloud.aServer();
  const attach = await cloud.done(`/servers/${server.id}/actions/attach_to_network`, { network: network.id });
  await cloud.api.call('POST', `/servers/${server.id}/actions/poweroff`);
  const commands = async (path: string) =>
    (await cloud.api.get(paged, path)).actions.map(({ command }) => command);
  expect(await commands(`/servers/${server.id}/actions?sort=id`)).toEqual([
    'create_server',
    'start_server',
    'attach_to_network',
    'stop_server',
  ]);
  expect(await commands(`/servers/actions?status=running`)).toEqual(['stop_server']);
  expect(await commands(`/networks/${network.id}/actions`)).toEqual(['attach_to_network']);
  expect(await commands(`/servers/actions?sort=command:desc&per_page=1`)).toEqual(['stop_server']);
  for (const path of [
    `/networks/actions/${attach.id}`,
    `/networks/${network.id}/actions/${attach.id}`,
    `/servers/${server.id}/actions/${attach.id}`,
  ]) {
    expect(await cloud.api.get(z.object({ action: actionSchema }), path)).toEqual({ action: attach });
  }
  expect(await cloud.api.refusal('GET', `/volumes/actions/${attach.id}`)).toMatchObject({ status: 404 });
  expect(await cloud.api.refusal('GET', '/servers/7/actions')).toMatchObject({ status: 404 });
});

test('an action can be read after its server is gone', async () => {
  const server = await cloud.aServer();
  const { body } = await cloud.api.call('DELETE', `/servers/${server.id}`);
  const { action } = z.object({ action: actionSchema }).parse(body);
  await cloud.settle();
  expect(await cloud.action(action.id)).toMatchObject({ command: 'delete_server', status: 'success' });
});
