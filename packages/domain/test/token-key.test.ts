import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindConnection } from '../src/provider/bind-connection.js';
import { readToken } from '../src/provider/provider-connection.repository.js';
import { rotateTokenKey } from '../src/provider/rotate-token-key.js';
import { createTokenCipher } from '../src/provider/token-cipher.js';
import { ensureSigningKeys, privateKeyOf } from '../src/agent/signing-key.repository.js';
import { createTestWorld, type TestWorld } from '../src/testing/index.js';

let world: TestWorld;
const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const newKey = (): string => randomBytes(32).toString('base64');

test('keys are replaced while secrets are read; then the old key is needed no more', async () => {
  const { dataSource, domain } = world;
  const { manager } = dataSource;
  const [oldKey, key] = [newKey(), newKey()];
  const before = createTokenCipher(oldKey, [key]);
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    const request = {
      tenant: 'acme',
      name: `c${index}`,
      provider: 'hetzner',
      endpoint: 'http://127.0.0.1:9',
    };
    const { id } = await bindConnection(domain, operator, before, {
      ...request,
      token: `t${index}`,
      mode: 'plan',
    });
    ids.push(id);
  }
  const [signing] = await ensureSigningKeys(manager, before, new Date());
  if (!signing) throw new Error('there is no signing key');
  const pem = privateKeyOf(signing, before);

  const rotated = new AbortController();
  let reads = 0;
  const reading = (async () => {
    for (let round = 0; !rotated.signal.aborted; round += 1) {
      const index = round % ids.length;
      expect(await readToken(manager, before, ids[index] ?? '')).toBe(`t${index}`);
      reads += 1;
    }
  })();
  expect(await rotateTokenKey(dataSource, createTokenCipher(key, [oldKey]))).toBe(21);
  rotated.abort();
  await reading;
  expect(reads).toBeGreaterThan(0);

  const after = createTokenCipher(key);
  for (const [index, id] of ids.entries()) expect(await readToken(manager, after, id)).toBe(`t${index}`);
  const [renewed] = await ensureSigningKeys(manager, after, new Date());
  expect(renewed && privateKeyOf(renewed, after)).toBe(pem);
  expect(await rotateTokenKey(dataSource, after)).toBe(0);
});

test('a secret of a key that nobody gives is left as it is, and named', async () => {
  await expect(rotateTokenKey(world.dataSource, createTokenCipher(newKey()))).rejects.toThrow(
    'encrypted with key',
  );
});
