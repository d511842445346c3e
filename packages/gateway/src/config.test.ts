import { expect, test } from 'vitest';
import { readConfig } from './config.js';

const required = { DATABASE_URL: 'postgres://localhost/x', GATEWAY_PUBLIC_URL: 'https://seca.example.com' };

test.each([
  ['no issuer at all', {}, 'OIDC_ISSUER or LOCAL_ISSUER_JWKS_FILE is required'],
  [
    'an OpenID provider without audience',
    { OIDC_ISSUER: 'https://id.example.com' },
    'OIDC_AUDIENCE is required',
  ],
  ['an audience of nobody', { LOCAL_ISSUER_JWKS_FILE: 'x', OIDC_AUDIENCE: 'a' }, 'OIDC_ISSUER is required'],
  ['keys that come unencrypted', { OIDC_ISSUER: 'http://id.example.com', OIDC_AUDIENCE: 'a' }, 'https'],
])('%s is refused', (_, environment, fault) => {
  expect(() => readConfig({ ...required, ...environment })).toThrow(fault);
});

test('the issuer is kept as it is spelled, since tokens name it so', () => {
  const config = readConfig({ ...required, OIDC_ISSUER: 'https://id.example.com/', OIDC_AUDIENCE: 'seca' });
  expect(config.OIDC_ISSUER).toBe('https://id.example.com/');
});
