import { describe, expect, test } from 'vitest';
import { readStartConfig } from './config.js';

test('an empty environment gives the embedded parts on the usual ports', () => {
  const config = readStartConfig({});
  expect(config.ports).toMatchObject({ GATEWAY_PORT: 8080, ADMIN_PORT: 4000, SIMULATOR_PORT: 8090 });
  expect(config).toMatchObject({ databaseUrl: undefined, redisUrl: undefined, hetzner: undefined });
  expect(config.dataDir).toBe(`${process.cwd()}/.data`);
});

test('all faults are told together', () => {
  expect(() =>
    readStartConfig({
      GATEWAY_PORT: 'http',
      SHUTDOWN_TIMEOUT_SECONDS: '-1',
      HCLOUD_ENDPOINT: 'https://api.hetzner.cloud/v1',
      ADMIN_PORT: '9080',
    }),
  ).toThrow(
    [
      'The configuration has 4 fault(s):',
      '  HCLOUD_ENDPOINT needs HCLOUD_TOKEN beside it',
      '  GATEWAY_PORT is no port number: http',
      '  SHUTDOWN_TIMEOUT_SECONDS is no number of seconds: -1',
      '  GATEWAY_MANAGEMENT_PORT and ADMIN_PORT are both 9080',
    ].join('\n'),
  );
});

test('an empty variable counts as absent', () => {
  expect(readStartConfig({ DATABASE_URL: '', GATEWAY_PORT: '' }).ports.GATEWAY_PORT).toBe(8080);
});

describe('what children inherit', () => {
  test('holds settings that the supervisor does not know', () => {
    expect(readStartConfig({ SECA_COMPATIBILITY: 'spec' }).inherited).toEqual({ SECA_COMPATIBILITY: 'spec' });
  });

  test('holds no secret', () => {
    const secrets = { HCLOUD_TOKEN: 't', ADMIN_TOKEN: 't', TOKEN_ENCRYPTION_KEY: 'k', SOME_PASSWORD: 'p' };
    expect(readStartConfig(secrets).inherited).toEqual({});
  });
});
