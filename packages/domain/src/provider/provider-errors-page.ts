import { providerErrors } from './provider-errors.js';

const HEAD = `# Why a provider did not do what was asked

The codes are a closed set: resources show them as the \`reason\` of a condition, connections as \`statusCode\`. The same
failure always has the same code and the same text. This page is made from the table that the programs use:
\`node packages/server/dist/src/commands/print-provider-errors.js > docs/provider-errors.md\`.

## On a resource

| code | tried again | what to do |
|---|---|---|
`;

const MIDDLE = `
## On a connection

A connection is \`error\` where nothing can be done with it (\`PROVIDER_UNAUTHORIZED\`, \`PROVIDER_FORBIDDEN\`,
\`PROVIDER_CONFLICT\`), and \`degraded\` with any other code.

| code | \`remediation\` | \`nextStep\` |
|---|---|---|
`;

/** The page of the documentation on provider errors, as Markdown. */
export function providerErrorsPage(): string {
  const all = Object.entries(providerErrors);
  const onResources = all.map(
    ([code, { isRetryable, remedy }]) => `| \`${code}\` | ${isRetryable ? 'yes' : 'no'} | ${remedy} |\n`,
  );
  const onConnections = all.map(
    ([code, { ofConnection }]) =>
      `| \`${code}\` | ${ofConnection.remediation} | ${ofConnection.nextStep} |\n`,
  );
  return [HEAD, ...onResources, MIDDLE, ...onConnections].join('');
}
