import { createDataSource, renewEpoch } from '@seca-hetzner/domain';
import {
  commandOrExit,
  configurationOrExit,
  readEnvironment,
  systemClock,
  variable,
} from '@seca-hetzner/domain/runtime';

// Makes this installation the one that may write to its projects, where a copy of it has taken them over. The copy stops.
const config = configurationOrExit(() => readEnvironment({ DATABASE_URL: variable.text }, ['DATABASE_URL']));
await commandOrExit(async () => {
  const dataSource = await createDataSource({
    url: config.DATABASE_URL,
    poolSize: 1,
    applicationName: 'seca take-projects',
  }).initialize();
  const epoch = await renewEpoch({ dataSource, clock: systemClock() });
  await dataSource.destroy();
  process.stdout.write(`new epoch ${epoch}: the workers mark the projects with it within a minute\n`);
});
