import { migrate } from '@seca-hetzner/domain';
import { configurationOrExit, readEnvironment, variable } from '@seca-hetzner/domain/runtime';

// Brings the database of DATABASE_URL up to date; safe to run again, and from several places at once.
const { DATABASE_URL } = configurationOrExit(() =>
  readEnvironment({ DATABASE_URL: variable.text }, ['DATABASE_URL']),
);
for (const name of await migrate(DATABASE_URL)) process.stdout.write(`applied ${name}\n`);
