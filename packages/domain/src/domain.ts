import type { DataSource } from 'typeorm';
import type { CommandAuthorizer } from './authorization/authorizer.js';
import type { Jobs } from './jobs/jobs.js';
import type { ProviderRules } from './provider/provider-rules.js';
import type { Clock } from './runtime/clock.js';
import type { Logger } from './runtime/logger.js';
import type { Settings } from './settings.js';

/** What every domain command needs; `openDomain` makes it for a process. */
export interface Domain {
  dataSource: DataSource;
  jobs: Jobs;
  authorizer: CommandAuthorizer;
  /** The rules of the provider that serves every workspace. */
  providerRules: ProviderRules;
  settings: Settings;
  clock: Clock;
  logger: Logger;
}
