import { afterAll, beforeAll, expect, test } from 'vitest';
import { put, putPath } from '@seca-hetzner/domain/testing';
import { countingStatements } from './support/statements.js';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  await putPath(admin.domain, admin.caller, 'nic');
}, 60_000);
afterAll(() => admin.close());

const map = `{ network(tenant: "acme", region: "eu-central", workspace: "w", name: "n") {
  uid name state cidr conditions { state at message } providerObject { id observedAt evidence }
  lastRun { id outcome }
  subnets { uid name cidr routeTable isPresent state }
  routeTables { uid name state routes { destination target state since reason message } }
  internetGateways { uid name state natVm { status publicAddress server { id } agent { state lastHeartbeatAt } } }
  instances { uid name state powerState server { id observedAt } lastRun { outcome }
    nics { uid name subnet addresses isAttached state } wayOut { name state message evidence observedAt } }
} }`;

async function addInstances(from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) {
    const spec = { subnetRef: { resource: 'networks/n/subnets/s' }, addresses: ['0.0.0.0'] };
    await put(admin.domain, admin.caller, 'nic', `nic-${number}`, { spec });
    await put(admin.domain, admin.caller, 'block-storage', `boot-${number}`);
    await put(admin.domain, admin.caller, 'instance', `vm-${number}`, {
      spec: {
        bootVolume: { deviceRef: { resource: `block-storages/boot-${number}` } },
        primaryNicRef: { resource: `nics/nic-${number}` },
      },
    });
  }
}

test('the map of a network of 100 instances takes at most 12 statements, as many as that of one', async () => {
  await addInstances(0, 1);
  const ask = () => countingStatements(admin.dataSource, () => admin.query(map));
  // The first use of a token in a minute is noted.
  await ask();
  const ofOne = await ask();
  await addInstances(1, 100);
  const ofAll = await ask();
  const { network } = ofAll.result.body.data;
  expect(network.instances).toHaveLength(100);
  for (const { nics, wayOut } of network.instances) {
    expect(nics).toEqual([expect.objectContaining({ subnet: 's', state: 'active' })]);
    expect(wayOut).toHaveLength(10);
  }
  expect(network.internetGateways).toEqual([expect.objectContaining({ name: 'gw' })]);
  expect(ofAll.statements).toHaveLength(ofOne.statements.length);
  expect(ofAll.statements.length).toBeLessThanOrEqual(12);
}, 120_000);
