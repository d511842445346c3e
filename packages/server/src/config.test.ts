import { expect, test } from 'vitest';
import { readConfig } from './config.js';

const required = { DATABASE_URL: 'postgres://x', GATEWAY_PUBLIC_URL: 'https://api.example.test' };
const agents = { AGENT_PUBLIC_URL: 'https://agents.example.test:4010/', TOKEN_ENCRYPTION_KEY: 'k' };

test('nobody listens to agents unless told where they reach us', () => {
  expect(readConfig(required).agents).toBeUndefined();
  expect(readConfig({ ...required, TOKEN_ENCRYPTION_KEY: 'k' }).agents).toBeUndefined();
  expect(readConfig({ ...required, ...agents }).agents).toEqual({
    publicUrl: 'https://agents.example.test:4010',
  });
});

test('agents come by https only, and need the key that theirs are encrypted with', () => {
  const read = (given: object) => () => readConfig({ ...required, ...agents, ...given });
  expect(read({ AGENT_PUBLIC_URL: 'http://x' })).toThrow('AGENT_PUBLIC_URL: has to be an https URL');
  expect(read({ TOKEN_ENCRYPTION_KEY: '' })).toThrow(
    'TOKEN_ENCRYPTION_KEY is required with AGENT_PUBLIC_URL',
  );
});

const oidc = {
  OIDC_CLIENT_ID: 'console',
  OIDC_ISSUER: 'https://id.example.test',
  OIDC_ROLES: 'admin=ops,operator=dev, viewer=a=b',
  ADMIN_PUBLIC_URL: 'https://admin.example.test/',
};

test('people sign in only where we are a client of a provider; an issuer alone is for the gateway', () => {
  expect(readConfig({ ...required, OIDC_ISSUER: oidc.OIDC_ISSUER }).access.oidc).toBeUndefined();
  const { access } = readConfig({ ...required, ...oidc, ADMIN_SESSION_IDLE_SECONDS: '60' });
  expect(access.oidc).toMatchObject({
    publicUrl: 'https://admin.example.test',
    roleClaim: 'roles',
    session: { idleMs: 60_000, lifetimeMs: 43_200_000 },
  });
  expect([...(access.oidc?.roles ?? [])]).toEqual([
    ['ops', 'admin'],
    ['dev', 'operator'],
    ['a=b', 'viewer'],
  ]);
});

test('all that a sign-in lacks is told together', () => {
  const read = (given: object) => () => readConfig({ ...required, ...oidc, ...given });
  const without = read({ OIDC_ISSUER: '', OIDC_ROLES: '', ADMIN_PUBLIC_URL: '' });
  for (const name of ['OIDC_ISSUER', 'OIDC_ROLES', 'ADMIN_PUBLIC_URL']) {
    expect(without).toThrow(`${name} is required with OIDC_CLIENT_ID`);
  }
  expect(read({ OIDC_ISSUER: 'http://id.example.test' })).toThrow('OIDC_ISSUER: has to be https');
  expect(read({ OIDC_ROLES: 'root=ops' })).toThrow("OIDC_ROLES: 'root=ops' is not ROLE=VALUE");
});
