import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { Domain } from '../domain.js';
import { createAuthorizer } from '../authorization/authorizer.js';
import type { SecaCaller } from '../authorization/caller.js';
import { ensureTenantAdmin } from '../authorization/ensure-tenant-admin.js';
import { createJobs, type JobsOptions } from '../jobs/bullmq-jobs.js';
import { createDataSource } from '../persistence/data-source.js';
import type { ProviderRules } from '../provider/provider-rules.js';
import { replaceCatalogue, type Offer } from '../region/catalogue.repository.js';
import { ensureTenant } from '../tenant/create-tenant.js';
import { systemClock } from '../runtime/clock.js';
import type { Settings } from '../settings.js';
import { recordingJobs, type RecordingJobs } from './recording-jobs.js';
import { createTestDatabase } from './test-database.js';

/** A domain on a database of its own, with a region, its zones, and at least one SKU of each kind. */
export interface TestWorld {
  domain: Domain & { jobs: RecordingJobs };
  dataSource: DataSource;
  databaseUrl: string;
  /**
   * An administrator of the tenant `acme`, by an assignment. A test that empties the table of resources leaves
   * the grants, so this stays true.
   */
  caller: SecaCaller;
  close(): Promise<void>;
}

const offers: Offer[] = [
  {
    region: 'eu-central',
    kind: 'region',
    name: 'eu-central',
    spec: { availableZones: ['fsn1', 'nbg1', 'hel1'] },
  },
  { region: 'eu-central', kind: 'instance-sku', name: 'cx23', spec: { vCPU: 2, ram: 4 } },
  { region: 'eu-central', kind: 'instance-sku', name: 'cx33', spec: { vCPU: 4, ram: 8 } },
  {
    region: 'eu-central',
    kind: 'storage-sku',
    name: 'hetzner-volume',
    spec: { iops: 1, minVolumeSize: 10, type: 'remote-durable' },
  },
  { region: 'eu-central', kind: 'network-sku', name: 'hetzner-network', spec: { bandwidth: 1, packets: 1 } },
].map((offer) => ({ ...offer, labels: {}, annotations: {}, providerData: {} }) as Offer);

/** Per month, and a block storage's per GB. */
const plainPrices = { instance: 10, 'block-storage': 0.1, 'public-ip': 1, gateway: 5 };

/** A provider that holds something for networks, subnets and instances, and for whatever is in use. */
const plainProvider: ProviderRules = {
  provider: 'plain',
  admissionFaults: () => [],
  settlesAtOnce: (kind, isUsed) =>
    kind === 'internet-gateway' ||
    kind === 'security-group-rule' ||
    kind === 'role' ||
    kind === 'role-assignment' ||
    kind === 'workspace' ||
    (!isUsed &&
      (kind === 'nic' || kind === 'security-group' || kind === 'routing-table' || kind === 'block-storage')),
  remark: () => undefined,
  zoneExtension: 'plain.zone',
  monthlyPrice: ({ type, count }) => count * plainPrices[type],
  expectedCalls: () => 1,
  capacityWarning: () => undefined,
  reservedAddresses: (range) => [range.replace(/\d+\/\d+$/, '1')],
};

export interface WorldOptions {
  settings?: Partial<Settings>;
  providerRules?: ProviderRules;
  offers?: readonly Offer[];
}

/** A domain on a database that is there and migrated, as each process of an installation has one of its own. */
export async function openTestDomain(
  url: string,
  options: Pick<WorldOptions, 'settings' | 'providerRules'> = {},
): Promise<Domain & { jobs: RecordingJobs }> {
  const dataSource = await createDataSource({ url, applicationName: 'test', poolSize: 20 }).initialize();
  return {
    dataSource,
    jobs: recordingJobs(),
    authorizer: createAuthorizer(dataSource),
    providerRules: options.providerRules ?? plainProvider,
    settings: { compatibility: 'suite', danglingReferences: 'reject', ...options.settings },
    clock: systemClock(),
    logger: pino({ level: 'silent' }),
  };
}

/** The same with a queue, on PostgreSQL or on a Redis, so that several of them hear of each other. */
export async function openQueuedDomain(
  url: string,
  queue: Pick<JobsOptions, 'redisUrl' | 'redisPrefix'>,
  options?: Pick<WorldOptions, 'providerRules'>,
): Promise<Domain> {
  const domain = await openTestDomain(url, options);
  const jobs = await createJobs({ ...queue, databaseUrl: url, logger: domain.logger });
  return { ...domain, jobs };
}

export async function createTestWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const database = await createTestDatabase();
  const domain = await openTestDomain(database.url, options);
  const { dataSource } = domain;
  await replaceCatalogue(
    dataSource.manager,
    domain.providerRules.provider,
    options.offers ?? offers,
    new Date(),
  );
  const caller: SecaCaller = { type: 'seca', subject: 'alice', tenants: ['acme'], source: 'gateway' };
  const operator = { type: 'operator', subject: 'test', role: 'admin', source: 'admin' } as const;
  await ensureTenant(domain, operator, 'acme');
  await ensureTenantAdmin(domain, operator, 'acme', caller.subject);
  return {
    domain,
    dataSource,
    databaseUrl: database.url,
    caller,
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
