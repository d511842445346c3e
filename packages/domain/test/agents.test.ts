import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { configurationOf, type SignedConfiguration } from '../src/agent/configuration.js';
import { drainAgent, resumeAgent } from '../src/agent/drain-agent.js';
import { findAgents, issueAgent, revokeAgents } from '../src/agent/gateway-agent.repository.js';
import type { Heartbeat } from '../src/agent/heartbeat.js';
import { findInstructions } from '../src/agent/instructions.js';
import { publishConfiguration } from '../src/agent/publish-configuration.js';
import { recordHeartbeat } from '../src/agent/record-heartbeat.js';
import { registerAgent } from '../src/agent/register-agent.js';
import { markSilentAgents } from '../src/agent/silence.js';
import { agentTrust } from '../src/agent/agent-trust.js';
import { inTransaction } from '../src/persistence/transaction.js';
import { createTokenCipher } from '../src/provider/token-cipher.js';
import { findResource } from '../src/resource/resource.repository.js';
import { aHeartbeat, createTestWorld, identityOf, putPath, type TestWorld } from '../src/testing/index.js';

const cipher = createTokenCipher(Buffer.alloc(32, 7).toString('base64'));
const operator = { type: 'operator', subject: 'ops', role: 'admin', source: 'admin' } as const;
const prefixes = ['10.0.1.0/24'];
const place = { gateway: identityOf('internet-gateway', 'gw'), network: 'n' };
let world: TestWorld;
let where: { gatewayUid: string; networkUid: string };

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource CASCADE');
  await putPath(world.domain, world.caller, 'rt');
  const uidOf = async (kind: 'internet-gateway' | 'network', name: string): Promise<string> =>
    (await findResource(world.dataSource.manager, identityOf(kind, name)))?.uid ?? '';
  where = {
    gatewayUid: await uidOf('internet-gateway', 'gw'),
    networkUid: await uidOf('network', 'n'),
  };
  world.domain.jobs.woken.length = 0;
  world.domain.jobs.announced.length = 0;
});

const issue = (now = new Date()): Promise<{ agentId: string; identity: string }> =>
  world.dataSource.transaction((manager) => issueAgent(manager, where, now));

const publish = (sourcePrefixes = prefixes): Promise<{ version: number }> =>
  inTransaction(world.dataSource, (transaction) =>
    publishConfiguration(world.domain, transaction, { ...where, sourcePrefixes }, cipher),
  );

async function registered(fingerprint = 'f'): Promise<string> {
  const { agentId, identity } = await issue();
  await registerAgent(world.domain, { agentId, identity, fingerprint });
  return agentId;
}

async function theAgent() {
  const agents = await findAgents(world.dataSource.manager, where.networkUid);
  expect(agents).toHaveLength(1);
  return agents[0]!;
}

const beat = (agentId: string, version: number, change: Partial<Heartbeat['kernel']> = {}) => {
  const heartbeat = aHeartbeat(agentId, version, prefixes);
  return recordHeartbeat(world.domain, agentId, {
    ...heartbeat,
    kernel: { ...heartbeat.kernel, ...change },
  });
};

/** Puts everything that an agent has done so long into the past. */
const age = (agentId: string, seconds: number): Promise<unknown> =>
  world.dataSource.query(
    `UPDATE gateway_agent SET created_at = created_at - $2 * interval '1 s',
       registered_at = registered_at - $2 * interval '1 s', heartbeat_at = heartbeat_at - $2 * interval '1 s'
      WHERE id = $1`,
    [agentId, seconds],
  );

function isSignedBy(signed: SignedConfiguration, publicKey: string): boolean {
  const payload = Buffer.from(signed.payload, 'base64');
  return verify(null, payload, createPublicKey(publicKey), Buffer.from(signed.signature, 'base64'));
}

test('of fifty that register with one identity at once exactly one wins', async () => {
  const { agentId, identity } = await issue();
  const attempts = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      registerAgent(world.domain, { agentId, identity, fingerprint: `f${index}` }),
    ),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const again = await Promise.allSettled(
    attempts.map((_, index) => registerAgent(world.domain, { agentId, identity, fingerprint: `f${index}` })),
  );
  expect(again.map(({ status }) => status)).toEqual(attempts.map(({ status }) => status));
});

test('an identity is of no use to another agent, after an hour, or once its agent was revoked', async () => {
  const [old, other] = [await issue(), await issue()];
  const tryWith = (agentId: string, identity: string) =>
    registerAgent(world.domain, { agentId, identity, fingerprint: 'f' });
  await expect(tryWith(old.agentId, old.identity)).rejects.toThrow('not valid');
  await expect(tryWith(other.agentId, old.identity)).rejects.toThrow('not valid');
  const late = await issue(new Date(Date.now() - 3_600_000));
  await expect(tryWith(late.agentId, late.identity)).rejects.toThrow('not valid');
});

test('a certificate stands for one agent only', async () => {
  await registered('same');
  const { agentId, identity } = await issue();
  await expect(registerAgent(world.domain, { agentId, identity, fingerprint: 'same' })).rejects.toThrow(
    'not valid',
  );
  await registerAgent(world.domain, { agentId, identity, fingerprint: 'another' });
});

test('of VMs of one gateway in one network a single agent lives, also when they are made at once', async () => {
  await Promise.all(
    Array.from({ length: 5 }, () =>
      inTransaction(world.dataSource, ({ manager }) => issueAgent(manager, where, new Date())),
    ),
  );
  await theAgent();
  await revokeAgents(world.dataSource.manager, where, new Date());
  expect(await findAgents(world.dataSource.manager, where.networkUid)).toEqual([]);
});

test('a configuration is signed, names its agent, and gets a new version only when something has changed', async () => {
  const agentId = await registered();
  expect(await publish()).toEqual({ version: 1 });
  expect(await publish()).toEqual({ version: 1 });
  expect(await publish(['10.0.2.0/24', '10.0.1.0/24'])).toEqual({ version: 2 });
  expect(await publish(['10.0.1.0/24', '10.0.2.0/24'])).toEqual({ version: 2 });
  const { signingKeys } = await agentTrust(world.dataSource.manager, cipher, new Date());
  const { configuration } = (await findInstructions(world.domain, agentId, 1))!;
  expect(configurationOf(configuration!)).toEqual({
    agent: agentId,
    gateway: where.gatewayUid,
    network: where.networkUid,
    version: 2,
    sourcePrefixes: ['10.0.1.0/24', '10.0.2.0/24'],
    signingKeys,
  });
  expect(isSignedBy(configuration!, signingKeys[0]!.publicKey)).toBe(true);
  expect(await findInstructions(world.domain, agentId, 2)).toBeUndefined();
});

test('the agent of a VM that was made anew gets a configuration of its own, above all older ones', async () => {
  await registered('one');
  await publish();
  const agentId = await registered('two');
  expect(await findInstructions(world.domain, agentId, 0)).toBeUndefined();
  expect(await publish()).toEqual({ version: 2 });
});

test('a configuration is above what its agent has, whatever the database remembers', async () => {
  const agentId = await registered();
  await publish();
  await beat(agentId, 7);
  expect(await publish()).toEqual({ version: 8 });
});

test('heartbeats lead to active and back, and only changes wake the network', async () => {
  const agentId = await registered();
  await publish();
  expect(await theAgent()).toMatchObject({
    state: 'provisioning',
    publishedVersion: 1,
    acknowledgedVersion: 0,
  });
  world.domain.jobs.woken.length = 0;
  await beat(agentId, 1);
  expect(await theAgent()).toMatchObject({ state: 'active', acknowledgedVersion: 1, stateReason: undefined });
  expect(world.domain.jobs.woken).toEqual([{ type: 'network', uid: where.networkUid }]);
  expect(world.domain.jobs.announced.at(-1)).toMatchObject({ type: 'resource', uid: where.networkUid });
  await beat(agentId, 1);
  expect(world.domain.jobs.woken).toHaveLength(1);
  await beat(agentId, 1, { isForwarding: false });
  expect(await theAgent()).toMatchObject({ state: 'unhealthy', stateReason: 'the VM does not forward' });
  expect(world.domain.jobs.woken).toHaveLength(2);
});

test('a revoked agent is not listened to', async () => {
  const agentId = await registered();
  await revokeAgents(world.dataSource.manager, where, new Date());
  await expect(beat(agentId, 0)).rejects.toThrow('revoked');
});

test('silence makes an agent unhealthy once, and a heartbeat active again', async () => {
  const agentId = await registered();
  await beat(agentId, 0);
  await age(agentId, 29);
  expect(await markSilentAgents(world.domain)).toBe(0);
  await age(agentId, 2);
  const marked = await Promise.all([1, 2, 3].map(() => markSilentAgents(world.domain)));
  expect(marked.filter((count) => count > 0)).toEqual([1]);
  expect(await theAgent()).toMatchObject({ state: 'unhealthy' });
  await beat(agentId, 0);
  expect(await theAgent()).toMatchObject({ state: 'active' });
});

test('an agent has ten minutes to register, and then half a minute to be heard of', async () => {
  const { agentId, identity } = await issue();
  await age(agentId, 590);
  expect(await markSilentAgents(world.domain)).toBe(0);
  await age(agentId, 20);
  expect(await markSilentAgents(world.domain)).toBe(1);
  expect((await theAgent()).stateReason).toContain('has not registered');
  await registerAgent(world.domain, { agentId, identity, fingerprint: 'f' });
  await beat(agentId, 0);
  expect((await theAgent()).state).toBe('active');
});

test('a drained agent stays so whatever happens, until it is let go on', async () => {
  const agentId = await registered();
  await beat(agentId, 0);
  await drainAgent(world.domain, operator, place);
  await beat(agentId, 0);
  await age(agentId, 60);
  await markSilentAgents(world.domain);
  expect(await theAgent()).toMatchObject({ state: 'draining', stateReason: 'an operator has drained it' });
  await resumeAgent(world.domain, operator, place);
  expect((await theAgent()).state).toBe('provisioning');
  await beat(agentId, 0);
  expect((await theAgent()).state).toBe('active');
  const audited: { action: string }[] = await world.dataSource.query(
    `SELECT action FROM audit_event WHERE subject = 'ops' ORDER BY id`,
  );
  expect(audited.map(({ action }) => action)).toEqual(['drain gateway', 'resume gateway']);
});

test('draining needs the right to, and an agent', async () => {
  await registered();
  const stranger = { type: 'seca', subject: 'eve', tenants: [], source: 'gateway' } as const;
  await expect(drainAgent(world.domain, stranger, place)).rejects.toThrow('may not post');
  await revokeAgents(world.dataSource.manager, where, new Date());
  await expect(drainAgent(world.domain, operator, place)).rejects.toThrow('no agent');
});

test('what agents trust is made once, however many ask for it first', async () => {
  await world.dataSource.query('DELETE FROM agent_authority');
  await world.dataSource.query('DELETE FROM signing_key');
  const made = await Promise.all(
    Array.from({ length: 5 }, () => agentTrust(world.dataSource.manager, cipher, new Date())),
  );
  expect(new Set(made.map(({ caCertificate }) => caCertificate)).size).toBe(1);
  expect(new Set(made.flatMap(({ signingKeys }) => signingKeys.map(({ id }) => id))).size).toBe(1);
});
