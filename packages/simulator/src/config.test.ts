import { expect, test } from 'vitest';
import { readConfig } from './config.js';

test('an empty environment gives the documented defaults', () => {
  expect(readConfig({ SIMULATOR_STATE_DIR: '' })).toEqual({
    isValid: true,
    config: {
      port: 8090,
      host: '127.0.0.1',
      durations: 'fast',
      stateDir: undefined,
      rateLimitPerHour: 3_600,
      logLevel: 'info',
      playsAgents: false,
      endsWithParent: false,
    },
  });
});

test('every fault of the environment is told at once', () => {
  const result = readConfig({
    SIMULATOR_PORT: '70000',
    SIMULATOR_DURATIONS: 'slow',
    SIMULATOR_RATE_LIMIT: 'x',
  });
  expect(result).toMatchObject({ isValid: false, faults: expect.arrayContaining([]) });
  expect(result.isValid ? [] : result.faults).toEqual([
    "SIMULATOR_PORT must be an integer from 0 to 65535, not '70000'",
    "SIMULATOR_DURATIONS must be one of fast, real, not 'slow'",
    "SIMULATOR_RATE_LIMIT must be an integer from 1 to 100000000, not 'x'",
  ]);
});
