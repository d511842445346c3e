import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  bindConnection,
  createTokenCipher,
  ensureBinding,
  findResource,
  issueAgent,
  recordHeartbeat,
  recordSighting,
  registerAgent,
  type NatVmSlot,
} from '@seca-hetzner/domain';
import { aHeartbeat, identityOf, putPath } from '@seca-hetzner/domain/testing';
import { startAdmin, type TestAdmin } from './support/admin.js';

let admin: TestAdmin;
let agentId: string;
/** Gives the gateway a second VM, whose agent is active, too. */
let addStandby: () => Promise<void>;

beforeAll(async () => {
  admin = await startAdmin();
});
afterAll(() => admin.close());

/** A gateway with a VM in a network, whose agent is active. */
beforeEach(async () => {
  await admin.dataSource.query('TRUNCATE resource, signing_key CASCADE');
  await putPath(admin.domain, admin.caller, 'rt');
  const { manager } = admin.dataSource;
  const gatewayUid = (await findResource(manager, identityOf('internet-gateway', 'gw')))?.uid ?? '';
  const networkUid = (await findResource(manager, identityOf('network', 'n')))?.uid ?? '';
  const cipher = createTokenCipher(Buffer.alloc(32, 1).toString('base64'));
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  const { id: connectionId } = await bindConnection(admin.domain, operator, cipher, {
    tenant: 'acme',
    name: 'default',
    provider: 'hetzner',
    endpoint: 'http://127.0.0.1:1/v1',
    token: 't',
    mode: 'plan',
    mayReplace: true,
  });
  const addVm = async (slot: NatVmSlot, role: string, aliasIps: string[]): Promise<string> => {
    const key = { unitUid: networkUid, resourceUid: gatewayUid, role };
    await ensureBinding(manager, { ...key, connectionId, objectType: 'server' }, new Date());
    const privateNets = [{ networkId: 1, ip: `10.0.1.${aliasIps.length}`, aliasIps, macAddress: '' }];
    const seen = { objectId: role, observed: { privateNets }, observedAt: new Date(), evidence: 'read' };
    await recordSighting(manager, key, seen);
    const issued = await admin.dataSource.transaction((transaction) =>
      issueAgent(transaction, { gatewayUid, networkUid, slot }, new Date()),
    );
    await registerAgent(admin.domain, { ...issued, fingerprint: randomUUID() });
    const heartbeat = aHeartbeat(issued.agentId, 0, ['10.0.1.0/24']);
    await recordHeartbeat(admin.domain, issued.agentId, heartbeat);
    return issued.agentId;
  };
  agentId = await addVm('primary', 'nat-vm', []);
  addStandby = async () => {
    await addVm('standby', 'nat-vm-standby', ['10.0.1.253']);
  };
});

const place = '(tenant: "acme", region: "eu-central", workspace: "w", network: "n", gateway: "gw")';

const shownAgent = async (fields: string) => {
  const { body } =
    await admin.query(`{ network(tenant: "acme", region: "eu-central", workspace: "w", name: "n") {
    internetGateways { natVm { agent { ${fields} } } } } }`);
  return body.data.network.internetGateways[0].natVm.agent as Record<string, unknown>;
};

const audited = async (): Promise<string[]> => {
  const rows: { action: string }[] = await admin.dataSource.query(
    `SELECT action FROM audit_event WHERE subject = 'script' ORDER BY id`,
  );
  return rows.map(({ action }) => action);
};

test('the agent of a NAT VM is shown with what it said', async () => {
  const shown = await shownAgent(
    `id state reason lastHeartbeatAt publishedVersion acknowledgedVersion connectionsUsed connectionsMax
     bytesOut bytesIn droppedMetadata droppedRefused lastError
     publishedAt sourcePrefixes sourcePrefixesInForce isForwarding`,
  );
  expect(shown).toEqual({
    id: agentId,
    state: 'active',
    reason: null,
    lastHeartbeatAt: expect.any(String),
    publishedVersion: 0,
    acknowledgedVersion: 0,
    connectionsUsed: 3,
    connectionsMax: 65_536,
    bytesOut: 1_000,
    bytesIn: 2_000,
    droppedMetadata: 0,
    droppedRefused: 4,
    lastError: null,
    publishedAt: null,
    sourcePrefixes: null,
    sourcePrefixesInForce: ['10.0.1.0/24'],
    isForwarding: true,
  });
});

test('a gateway is drained and resumed, and that is audited', async () => {
  const drained = await admin.query(`mutation { drainGateway${place} { state reason } }`);
  expect(drained.body.data.drainGateway).toEqual({ state: 'draining', reason: 'an operator has drained it' });
  expect((await shownAgent('state'))['state']).toBe('draining');
  const resumed = await admin.query(`mutation { resumeGateway${place} { state } }`);
  expect(resumed.body.data.resumeGateway).toEqual({ state: 'provisioning' });
  expect((await audited()).slice(-2)).toEqual(['drain gateway', 'resume gateway']);
});

const shownVms = async () => {
  const { body } =
    await admin.query(`{ network(tenant: "acme", region: "eu-central", workspace: "w", name: "n") {
    internetGateways { natVm { slot } natVms { slot holdsAlias turnRequestedAt agent { state } } } } }`);
  return body.data.network.internetGateways[0];
};

test('of two NAT VMs both are shown, and which of them holds what routes lead to', async () => {
  await addStandby();
  expect(await shownVms()).toEqual({
    natVm: { slot: 'standby' },
    natVms: [
      { slot: 'primary', holdsAlias: false, turnRequestedAt: null, agent: { state: 'active' } },
      { slot: 'standby', holdsAlias: true, turnRequestedAt: null, agent: { state: 'active' } },
    ],
  });
});

test('an operator asks for the other VM to take over, and that is audited', async () => {
  await addStandby();
  const ask = (slot: string) =>
    `mutation { failOverGateway${place.replace(')', `, to: ${slot})`)} { kind state steps { isDone } } }`;
  expect((await admin.query(ask('primary'))).body.data.failOverGateway).toEqual({
    kind: 'fail-over-gateway',
    state: 'accepted',
    steps: [{ isDone: false }],
  });
  expect((await shownVms()).natVms[0].turnRequestedAt).toEqual(expect.any(String));
  await admin.query(ask('standby'));
  expect((await shownVms()).natVms[0].turnRequestedAt).toBeNull();
  expect((await audited()).slice(-2)).toEqual(['fail over gateway', 'fail over gateway']);
});

test('a VM that is not active, or is not there, does not take over', async () => {
  const ask = `mutation { failOverGateway${place.replace(')', ', to: standby)')} { id } }`;
  expect((await admin.query(ask)).body.errors[0].extensions.code).toBe('NOT_FOUND');
  await addStandby();
  await admin.query(`mutation { drainGateway${place.replace(')', ', slot: standby)')} { id } }`);
  expect((await shownVms()).natVms.map((vm: { agent: object }) => vm.agent)).toEqual([
    { state: 'active' },
    { state: 'draining' },
  ]);
  expect((await admin.query(ask)).body.errors[0].extensions.code).toBe('CONFLICT');
});

test('a gateway of two VMs is drained as a whole', async () => {
  await addStandby();
  await admin.query(`mutation { drainGateway${place} { id } }`);
  expect((await shownVms()).natVms.map((vm: { agent: object }) => vm.agent)).toEqual([
    { state: 'draining' },
    { state: 'draining' },
  ]);
});

test('draining a gateway of two VMs, or one of them, is one audit event of the gateway, whichever way it is asked for', async () => {
  await addStandby();
  await admin.dataSource.query('TRUNCATE audit_event');
  const one = place.replace(')', ', slot: standby)');
  for (const act of [
    `drainGateway${place}`,
    `resumeGateway${one}`,
    `endGatewayDrain${place}`,
    `startGatewayDrain${place}`,
  ]) {
    const { body } = await admin.query(`mutation { ${act} { id } }`);
    expect(body.errors).toBeUndefined();
  }
  const events: object[] = await admin.dataSource.query(
    `SELECT action, target, name AS resource FROM audit_event LEFT JOIN resource ON uid = resource_uid ORDER BY id`,
  );
  const target = 'seca.network/v1/tenants/acme/workspaces/w/internet-gateways/gw in network n';
  expect(events).toEqual([
    { action: 'drain gateway', target, resource: 'gw' },
    { action: 'resume gateway', target: `${target} (standby)`, resource: 'gw' },
    { action: 'resume gateway', target, resource: 'gw' },
    { action: 'drain gateway', target, resource: 'gw' },
  ]);
});

test('one that has no agent, or is not there, cannot be drained', async () => {
  await admin.dataSource.query('DELETE FROM gateway_agent');
  for (const where of [place, place.replace('"gw"', '"other"'), place.replace('"n"', '"other"')]) {
    const { body } = await admin.query(`mutation { drainGateway${where} { id } }`);
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
  }
});

test('the signing keys are rotated, once at a time, and that is audited', async () => {
  expect((await admin.query('mutation { rotateSigningKeys }')).body).toEqual({
    data: { rotateSigningKeys: true },
  });
  const again = await admin.query('mutation { rotateSigningKeys }');
  expect(again.body.errors[0].extensions.code).toBe('CONFLICT');
  expect((await audited()).at(-1)).toBe('rotate signing keys');
});

test('nobody without a token changes anything', async () => {
  for (const mutation of [
    `drainGateway${place} { id }`,
    `resumeGateway${place} { id }`,
    `failOverGateway${place.replace(')', ', to: primary)')} { id }`,
    'rotateSigningKeys',
  ]) {
    expect((await admin.query(`mutation { ${mutation} }`, {}, null)).status).toBe(401);
  }
  expect((await shownAgent('state'))['state']).toBe('active');
});
