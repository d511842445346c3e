import {
  bindConnection,
  ensureTenant,
  ensureTenantAdmin,
  findResource,
  type SecaCaller,
} from '@seca-hetzner/domain';
import { identityOf, put } from '@seca-hetzner/domain/testing';
import { operator, type WorkerWorld } from './world.js';

/** A second tenant with a project of its own at the same simulated cloud, looked after by the same workers. */
export interface SecondProject {
  putNetwork(name: string): Promise<void>;
  stateOf(network: string): Promise<string | undefined>;
}

const TENANT = 'other';

export async function startSecondProject({ domain, cipher, cloud }: WorkerWorld): Promise<SecondProject> {
  const caller: SecaCaller = { type: 'seca', subject: 'carol', tenants: [TENANT], source: 'gateway' };
  await ensureTenant(domain, operator, TENANT);
  await ensureTenantAdmin(domain, operator, TENANT, caller.subject);
  await bindConnection(domain, operator, cipher, {
    tenant: TENANT,
    name: 'default',
    provider: 'hetzner',
    endpoint: cloud.url,
    // Any text of this length is a project of its own there.
    token: 'second'.padEnd(64, 'y'),
    mode: 'live',
  });
  const identity = { tenant: TENANT };
  await put(domain, caller, 'workspace', 'w', { identity });
  return {
    async putNetwork(name) {
      await put(domain, caller, 'network', name, { identity });
    },
    async stateOf(network) {
      const found = await findResource(domain.dataSource.manager, {
        ...identityOf('network', network),
        ...identity,
      });
      return found?.status.state;
    },
  };
}
