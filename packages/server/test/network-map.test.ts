import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createTokenCipher,
  findResource,
  inTransaction,
  issueAgent,
  publishConfiguration,
} from '@seca-hetzner/domain';
import { identityOf, put, putPath } from '@seca-hetzner/domain/testing';
import { loadPersistedQueries } from '../src/access/persisted-queries.js';
import { countingStatements } from './support/statements.js';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;

beforeAll(async () => {
  admin = await startAdmin();
  await putPath(admin.domain, admin.caller, 'nic');
  await addAgent();
}, 60_000);
afterAll(() => admin.close());

/** What the console asks for. */
const [map = ''] = [...loadPersistedQueries().values()].filter((text) => text.includes('query Network('));
const place = { tenant: 'acme', region: 'eu-central', workspace: 'w', name: 'n' };

/** A NAT VM that has its configuration, since its agent costs statements too. */
async function addAgent(): Promise<void> {
  const { domain, dataSource } = admin;
  const cipher = createTokenCipher(Buffer.alloc(32, 1).toString('base64'));
  const gatewayUid =
    (await findResource(dataSource.manager, identityOf('internet-gateway', 'gw')))?.uid ?? '';
  const networkUid = (await findResource(dataSource.manager, identityOf('network', 'n')))?.uid ?? '';
  const where = { gatewayUid, networkUid };
  await inTransaction(dataSource, async (transaction) => {
    await issueAgent(transaction.manager, where, new Date());
    await publishConfiguration(domain, transaction, { ...where, sourcePrefixes: ['10.0.1.0/24'] }, cipher);
  });
}

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

test('what the console asks for to draw a network of 100 instances takes at most 12 statements, as many as for one', async () => {
  await addInstances(0, 1);
  const ask = () => countingStatements(admin.dataSource, () => admin.query(map, place));
  // The first use of a token in a minute is noted.
  await ask();
  const ofOne = await ask();
  await addInstances(1, 100);
  const ofAll = await ask();
  const { network } = ofAll.result.body.data;
  expect(network.instances).toHaveLength(100);
  for (const { nics, wayOut } of network.instances) {
    expect(nics).toEqual([expect.objectContaining({ subnet: 's', network: 'n' })]);
    expect(wayOut).toHaveLength(10);
  }
  expect(network.internetGateways).toEqual([expect.objectContaining({ name: 'gw' })]);
  expect(ofAll.statements).toHaveLength(ofOne.statements.length);
  expect(ofAll.statements.length).toBeLessThanOrEqual(12);
}, 120_000);
