import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changePower, type PowerAction } from '../src/compute/power.js';
import { ConflictError } from '../src/errors.js';
import { findResource } from '../src/resource/resource.repository.js';
import { createTestWorld, identityOf, putPath, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const vm = identityOf('instance', 'vm');

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
  await putPath(world.domain, world.caller);
});

const act = (action: PowerAction): Promise<void> => changePower(world.domain, world.caller, vm, action);
const read = () => findResource(world.dataSource.manager, vm);

test('a new instance is off', async () => {
  expect(await read()).toMatchObject({ desiredPower: 'off', status: { powerState: 'off' } });
});

test('each action needs the power that was asked for before, not the one that is seen', async () => {
  await expect(act('stop')).rejects.toThrow(ConflictError);
  await expect(act('restart')).rejects.toThrow(ConflictError);
  await act('start');
  await expect(act('start')).rejects.toThrow(ConflictError);
  await act('restart');
  await act('stop');
  await expect(act('stop')).rejects.toThrow(ConflictError);
  await expect(act('restart')).rejects.toThrow(ConflictError);
});

test('an action raises the version and leaves what is seen of the power to the worker', async () => {
  await act('start');
  expect(await read()).toMatchObject({
    resourceVersion: 2,
    desiredPower: 'on',
    status: { powerState: 'off' },
  });
});

test('a restart remembers that both halves are still to be seen; a stop forgets it', async () => {
  await act('start');
  await act('restart');
  expect(await read()).toMatchObject({ desiredPower: 'on', restartPhase: 'off' });
  await act('stop');
  expect((await read())?.restartPhase).toBeUndefined();
});

test('an action wakes its instance and nobody else', async () => {
  world.domain.jobs.woken.length = 0;
  await act('start');
  expect(world.domain.jobs.woken).toEqual([{ type: 'instance', uid: (await read())?.uid }]);
});
