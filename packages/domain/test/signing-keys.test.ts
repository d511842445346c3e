import { verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAuthorityExpiry } from '../src/agent/authority-expiry.js';
import { agentTrust } from '../src/agent/agent-trust.js';
import { configurationOf, type SignedConfiguration } from '../src/agent/configuration.js';
import { issueAgent, revokeAgents } from '../src/agent/gateway-agent.repository.js';
import { findInstructions } from '../src/agent/instructions.js';
import { publishConfiguration } from '../src/agent/publish-configuration.js';
import { recordHeartbeat } from '../src/agent/record-heartbeat.js';
import { registerAgent } from '../src/agent/register-agent.js';
import { rotateSigningKey, tendSigningKeys } from '../src/agent/rotate-signing-key.js';
import { inTransaction } from '../src/persistence/transaction.js';
import { createTokenCipher } from '../src/provider/token-cipher.js';
import { findResource } from '../src/resource/resource.repository.js';
import {
  aHeartbeat,
  createTestWorld,
  identityOf,
  put,
  putPath,
  type TestWorld,
} from '../src/testing/index.js';

const cipher = createTokenCipher(Buffer.alloc(32, 7).toString('base64'));
const operator = { type: 'operator', subject: 'ops', role: 'admin', source: 'admin' } as const;
const prefixes = ['10.0.1.0/24'];
let world: TestWorld;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.dataSource.query('TRUNCATE resource, signing_key CASCADE');
  await putPath(world.domain, world.caller, 'rt');
  await put(world.domain, world.caller, 'internet-gateway', 'gw2');
});

/** An agent as it is on its VM: it trusts the keys that it was told of, and takes nothing else. */
interface TestAgent {
  id: string;
  where: { gatewayUid: string; networkUid: string };
  trusted: string[];
  version: number;
}

const trust = () => agentTrust(world.dataSource.manager, cipher, new Date());

async function whereOf(gateway: string): Promise<TestAgent['where']> {
  const { manager } = world.dataSource;
  const found = await findResource(manager, identityOf('internet-gateway', gateway));
  const network = await findResource(manager, identityOf('network', 'n'));
  return { gatewayUid: found?.uid ?? '', networkUid: network?.uid ?? '' };
}

async function anAgent(gateway = 'gw'): Promise<TestAgent> {
  const where = await whereOf(gateway);
  const { agentId, identity } = await world.dataSource.transaction((manager) =>
    issueAgent(manager, where, new Date()),
  );
  const { signingKeys } = await trust();
  await registerAgent(world.domain, { agentId, identity, fingerprint: agentId });
  const agent = { id: agentId, where, trusted: signingKeys.map(({ publicKey }) => publicKey), version: 0 };
  await publishFor(agent);
  await take(agent);
  return agent;
}

const publishFor = ({ where }: TestAgent): Promise<unknown> =>
  inTransaction(world.dataSource, (transaction) =>
    publishConfiguration(world.domain, transaction, { ...where, sourcePrefixes: prefixes }, cipher),
  );

/** Fetches what is new, checks it as an agent does, and confirms what is in force then. */
async function take(agent: TestAgent): Promise<void> {
  const { configuration } = (await findInstructions(world.domain, agent.id, agent.version)) ?? {};
  if (configuration && agent.trusted.some((key) => isSignedBy(configuration, key))) {
    const { version, signingKeys } = configurationOf(configuration);
    agent.version = version;
    agent.trusted = signingKeys.map(({ publicKey }) => publicKey);
  }
  await recordHeartbeat(world.domain, agent.id, aHeartbeat(agent.id, agent.version, prefixes));
}

function isSignedBy(signed: SignedConfiguration, publicKey: string): boolean {
  const payload = Buffer.from(signed.payload, 'base64');
  return verify(null, payload, publicKey, Buffer.from(signed.signature, 'base64'));
}

const rotate = () => rotateSigningKey(world.domain, operator, cipher);
const tend = () => tendSigningKeys(world.domain, cipher);
const keyIds = async () => (await trust()).signingKeys.map(({ id }) => id);

test('the old key signs until every agent knows the new one, and is trusted by nobody in the end', async () => {
  const [one, two] = [await anAgent('gw'), await anAgent('gw2')];
  const [old = ''] = await keyIds();
  await rotate();
  expect(await keyIds()).toHaveLength(2);
  await take(one);
  await tend();
  expect(await keyIds()).toHaveLength(2);
  await take(two);
  await tend();
  const [current] = (await trust()).signingKeys;
  expect(await keyIds()).toEqual([current!.id]);
  expect(current!.id).not.toBe(old);
  for (const agent of [one, two]) {
    await take(agent);
    expect(agent).toMatchObject({ version: 3, trusted: [current!.publicKey] });
  }
  const [{ forgotten }] = await world.dataSource.query(
    'SELECT private_key IS NULL AS forgotten FROM signing_key WHERE id = $1',
    [old],
  );
  expect(forgotten).toBe(true);
});

test('an agent that was issued before the rotation and has not registered yet is waited for', async () => {
  const where = await whereOf('gw');
  await trust();
  await world.dataSource.transaction((manager) => issueAgent(manager, where, new Date()));
  await rotate();
  await tend();
  expect(await keyIds()).toHaveLength(2);
  await revokeAgents(world.dataSource.manager, where, new Date());
  await tend();
  expect(await keyIds()).toHaveLength(1);
});

test('one that can not register any more is not', async () => {
  const where = await whereOf('gw');
  await world.dataSource.transaction((manager) =>
    issueAgent(manager, where, new Date(Date.now() - 3_600_000)),
  );
  await rotate();
  await tend();
  expect(await keyIds()).toHaveLength(1);
});

test('a second rotation is refused while one is under way', async () => {
  await anAgent();
  const outcomes = await Promise.allSettled([rotate(), rotate(), rotate()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(rotate()).rejects.toThrow('under way');
});

test('a configuration that missed a rotation is made anew', async () => {
  const agent = await anAgent();
  const [before] = await world.dataSource.query('SELECT signed FROM gateway_configuration');
  await rotate();
  await world.dataSource.query('UPDATE gateway_configuration SET signed = $1', [before.signed]);
  await tend();
  await take(agent);
  expect(agent).toMatchObject({ version: 3 });
  expect(agent.trusted).toHaveLength(2);
});

test('several processes may bring a rotation forward at once', async () => {
  const agent = await anAgent();
  await rotate();
  await take(agent);
  await Promise.all([tend(), tend(), tend()]);
  expect(await keyIds()).toHaveLength(1);
  await take(agent);
  expect(agent.version).toBe(3);
});

test('the authority says when it ends, a year before that it is time', async () => {
  const { manager } = world.dataSource;
  await trust();
  const expiry = await findAuthorityExpiry(manager, new Date());
  expect(expiry?.isNear).toBe(false);
  const years = (expiry!.expiresAt.getTime() - Date.now()) / (365.25 * 86_400_000);
  expect(years).toBeGreaterThan(29);
  const day = new Date(expiry!.expiresAt.getTime() - 364 * 86_400_000);
  expect((await findAuthorityExpiry(manager, day))?.isNear).toBe(true);
});
