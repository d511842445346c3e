import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  advanceOperations,
  deleteNode,
  getOperation,
  operatePower,
  provisionNode,
  replaceGateway,
  type Operation,
} from '@seca-hetzner/domain';
import { identityOf, putPath } from '@seca-hetzner/domain/testing';
import { runWatched } from './support/watch-steps.js';
import { createWorkerWorld, operator, type WorkerWorld } from './support/world.js';

let world: WorkerWorld;

beforeAll(async () => {
  world = await createWorkerWorld();
  await world.run({ type: 'connection', uid: world.connectionId });
  await putPath(world.domain, world.caller, 's');
  await world.settle();
});
afterAll(() => world.close());

const place = { tenant: 'acme', region: 'eu-central', workspace: 'w', name: 'web' };

/** Works off what is due, and what the operation waits for, until it ends. */
async function end({ id }: Operation): Promise<Operation> {
  for (let round = 0; round < 20; round += 1) {
    await world.settle();
    await advanceOperations(world.domain);
    const operation = await getOperation(world.dataSource.manager, operator, id);
    if (operation.finishedAt) return operation;
  }
  throw new Error('the operation never ends');
}

const natVm = async () => {
  const { objects } = await world.cloud.state();
  return objects.servers.find(({ labels }) => labels['seca.role'] === 'nat-vm');
};

test('a provisioned node runs with its bootstrap and a way out', async () => {
  const request = {
    ...place,
    network: 'n',
    subnet: 's',
    sku: 'cx23',
    bootSizeGb: 20,
    storageSku: 'hetzner-volume',
    sshKeys: [],
    start: true,
    userData: '#!/bin/sh\necho hello',
  };
  const { state } = await end(await provisionNode(world.domain, operator, request, 'node'));
  expect(state).toBe('succeeded');
  expect((await world.get('instance', 'web')).status.powerState).toBe('on');
  const { objects } = await world.cloud.state();
  const server = objects.servers.find(({ labels }) => labels['seca.role'] === 'server');
  expect(server?.status).toBe('running');
  const delivered = await world.cloud.userData(server?.id ?? 0);
  expect(delivered).toContain('cloud-boothook');
  expect((await natVm())?.status).toBe('running');
});

test('a stop ends when the machine is seen off', async () => {
  const web = identityOf('instance', 'web');
  expect((await end(await operatePower(world.domain, operator, web, 'stop', undefined))).state).toBe(
    'succeeded',
  );
  expect((await world.get('instance', 'web')).status.powerState).toBe('off');
});

test('a replaced gateway keeps its server and address, and gets a new disk once', async () => {
  const before = await natVm();
  await world.cloud.newCalls();
  const gateway = { gateway: identityOf('internet-gateway', 'gw'), network: 'n' };
  const first = await replaceGateway(world.domain, operator, gateway, 'replace');
  expect((await end(first)).state).toBe('succeeded');
  expect((await replaceGateway(world.domain, operator, gateway, 'replace')).id).toBe(first.id);
  await world.settle();
  const after = await natVm();
  expect([after?.id, after?.public_net]).toEqual([before?.id, before?.public_net]);
  const rebuilds = (await world.cloud.newCalls()).filter(({ template }) => template.endsWith('/rebuild'));
  expect(rebuilds).toHaveLength(1);
});

test('a gateway that is to be replaced while a run starts its VM gets a new disk all the same', async () => {
  const vm = await natVm();
  const actions = `/servers/${vm?.id}/actions`;
  const network = vm?.private_net[0]?.network;
  await world.cloud.behindTheBack('POST', `${actions}/change_alias_ips`, { network, alias_ips: [] });
  await world.cloud.behindTheBack('POST', `${actions}/poweroff`);
  await world.cloud.newCalls();
  let asked: Operation | undefined;
  const gateway = { gateway: identityOf('internet-gateway', 'gw'), network: 'n' };
  const steps = await runWatched(world, await world.unitOf('network', 'n'), async (step) => {
    if (step === 'set-nat-alias') asked = await replaceGateway(world.domain, operator, gateway, undefined);
  });
  expect(steps).toEqual(['set-nat-alias', 'power-on-nat-vm']);
  expect(asked && (await end(asked)).state).toBe('succeeded');
  const rebuilds = (await world.cloud.newCalls()).filter(({ template }) => template.endsWith('/rebuild'));
  expect(rebuilds).toHaveLength(1);
});

test('a deleted node leaves nothing at the provider', async () => {
  const options = { isDiskKept: false, idempotencyKey: undefined };
  expect((await end(await deleteNode(world.domain, operator, place, options))).state).toBe('succeeded');
  const { objects } = await world.cloud.state();
  expect(objects.servers.filter(({ labels }) => labels['seca.role'] === 'server')).toEqual([]);
});
