import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createSigningKey, mintToken, publicKeySet } from './local-issuer.js';

test('a token is verified by the public key set, with issuer, audience, subject, tenants and expiry', async () => {
  const key = await createSigningKey();
  const token = await mintToken(key, { subject: 'someone', tenants: ['demo'], expiresIn: '1h' });
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(publicKeySet(key)), {
    issuer: 'urn:seca-hetzner:local',
    audience: 'seca',
    algorithms: ['ES256'],
    requiredClaims: ['exp', 'iat'],
  });
  expect(payload).toMatchObject({ sub: 'someone', tenants: ['demo'] });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  expect(protectedHeader.kid).toBe(key.kid);
});

test('the public key set holds nothing of the private key', async () => {
  expect(publicKeySet(await createSigningKey()).keys[0]).not.toHaveProperty('d');
});

test('a span that is none is refused', async () => {
  const key = await createSigningKey();
  await expect(mintToken(key, { subject: 's', tenants: ['demo'], expiresIn: 'soon' })).rejects.toThrow(
    'Invalid time period',
  );
});
