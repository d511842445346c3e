import { createDataSource, verifyChain } from '@seca-hetzner/domain';
import { commandOrExit, configurationOrExit, readEnvironment, variable } from '@seca-hetzner/domain/runtime';

// Verifies the chain of audit events in the database of DATABASE_URL, and shows those that are not sealed yet. Ends
// with 1 when something is not as it was sealed.
const { DATABASE_URL: url } = configurationOrExit(() =>
  readEnvironment({ DATABASE_URL: variable.text }, ['DATABASE_URL']),
);
await commandOrExit(async () => {
  const dataSource = await createDataSource({
    url,
    poolSize: 1,
    applicationName: 'seca verify-audit',
  }).initialize();
  const report = await verifyChain(dataSource);
  await dataSource.destroy();
  const { anchorSeal, verified, headSeal, headHash, fault, unsealedCount, unsealed } = report;
  const lines = [
    `removed because of their age: up to seal ${anchorSeal}`,
    `verified: ${verified} events`,
    `head: seal ${headSeal}, hash ${headHash || 'none'}`,
    `not sealed yet: ${unsealedCount}`,
    ...unsealed.map(
      ({ id, at, subject, action, target }) => `  ${id} ${at.toISOString()} ${subject}: ${action} ${target}`,
    ),
    fault === undefined ? 'The chain is whole.' : `The chain is broken: ${fault}.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = fault === undefined ? 0 : 1;
});
