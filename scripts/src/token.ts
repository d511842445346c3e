/** `npm run token`: a SECA token of the demo's own issuer, for another tenant or subject than the one that is printed. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mintToken } from './local-issuer.js';
import { StartFault } from './start-fault.js';
import { readSecrets } from './supervisor/secrets.js';

const USAGE = 'Usage: npm run token -- --tenant NAME [--tenant NAME ...] --sub SUBJECT [--expires 1h]';

try {
  const { tenants, subject, expiresIn } = readArguments();
  const { signingKey } = readSecrets(resolve(process.env['DATA_DIR'] || '.data'));
  process.stdout.write(`${await mintToken(signingKey, { tenants, subject, expiresIn })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof StartFault ? 1 : 2;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string', multiple: true },
      sub: { type: 'string' },
      expires: { type: 'string', default: '1h' },
    },
  });
  if (!values.tenant || !values.sub) throw new Error(USAGE);
  if (!/^\d+ ?[a-z]+$/i.test(values.expires))
    throw new Error(`--expires takes a span such as 90m, 1h or 30d.\n${USAGE}`);
  return { tenants: values.tenant, subject: values.sub, expiresIn: values.expires };
}
