import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// type-graphql and Apollo must share one copy of graphql; without this, vitest loads two realms.
const graphqlEntry = createRequire(new URL('packages/server/package.json', import.meta.url)).resolve(
  'graphql/index.js',
);

/**
 * Tests run on compiled output, so that decorators emit the same metadata as in production.
 * `unit` needs nothing running; `int` gets one embedded PostgreSQL for the whole run. The proofs run what goes into
 * machines: in network namespaces, and in machines that boot.
 */
export default defineConfig({
  resolve: { alias: { graphql: graphqlEntry } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: [
            'packages/*/dist/{src,player}/**/*.test.js',
            'scripts/dist/src/**/*.test.js',
            'proofs/dist/src/record/**/*.test.js',
            'smoke/dist/src/**/*.test.js',
            // Without decorators, and built by Vite as well.
            'packages/web/{src,test}/**/*.test.ts',
            'examples/automation/test/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['{packages/*,scripts,smoke}/dist/test/**/*.test.js'],
          globalSetup: ['scripts/dist/src/testing/global-setup.js'],
          // They end by a state that is reached; on a machine that does much else that takes its time.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'proof-egress',
          include: ['proofs/dist/src/egress/**/*.test.js'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // They mostly wait.
          maxConcurrency: 8,
        },
      },
      {
        extends: true,
        test: {
          name: 'proof-guest',
          include: ['proofs/dist/src/guest/**/*.test.js'],
          testTimeout: 1_800_000,
        },
      },
    ],
  },
});
