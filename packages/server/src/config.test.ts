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
