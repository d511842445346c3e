import { hetznerRules } from '@seca-hetzner/provider-hetzner/rules';
import { offers } from './documents.js';
import { startGateway, type Answer, type TestGateway } from './gateway.js';

/** How many requests are sent at once; each has to find out by itself that it has lost. */
export const CROWD = 200;

/** Two gateways on one database, as an installation has them behind a load balancer. */
export interface Replicas {
  first: TestGateway;
  /** Sends requests all at once, every other one to the second gateway; answers come in the order of `requests`. */
  sendAll(requests: readonly Request[]): Promise<Answer[]>;
  /** PUTs `CROWD` resources at once. */
  putCrowd(request: (index: number) => Omit<Request, 'method'>): Promise<Answer[]>;
  /** Makes what the crowd needs beforehand. Throws when it is refused. */
  put(path: string, spec: object): Promise<void>;
  rows<T>(sql: string): Promise<T[]>;
  /** Empties the table of resources, and sets what is refused. */
  reset(compatibility: 'suite' | 'spec'): Promise<void>;
  close(): Promise<void>;
}

export interface Request {
  method: string;
  path: string;
  spec?: object;
  headers?: Record<string, string>;
}

export async function startReplicas(): Promise<Replicas> {
  const options = { providerRules: hetznerRules, offers, updateWaitMs: 0 };
  const first = await startGateway(options);
  const second = await startGateway({ ...options, beside: first });
  const sendTo = (gateway: TestGateway, { method, path, spec, headers }: Request): Promise<Answer> =>
    gateway.send(method, path, spec && { spec }, headers);
  const sendAll: Replicas['sendAll'] = (requests) =>
    Promise.all(requests.map((request, index) => sendTo(index % 2 === 0 ? first : second, request)));
  return {
    first,
    sendAll,
    putCrowd: (request) =>
      sendAll(Array.from({ length: CROWD }, (_, index) => ({ method: 'PUT', ...request(index) }))),
    async put(path, spec) {
      const { status, body } = await first.send('PUT', path, { spec });
      if (status !== 201) throw new Error(`PUT ${path}: ${status} ${body.detail}`);
    },
    rows: (sql) => first.dataSource.query(sql),
    async reset(compatibility) {
      for (const { domain } of [first, second]) domain.settings.compatibility = compatibility;
      await first.dataSource.query('TRUNCATE resource CASCADE');
    },
    async close() {
      await second.close();
      await first.close();
    },
  };
}

/** How often each answer was given, such as `{ 201: 1, 'validation-error': 199 }`. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = status < 300 ? `${status}` : String(body.type).replace(/^.*\//, '');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

export const workspace = '/seca.workspace/v1/tenants/acme/workspaces/w';
export const networks = '/seca.network/v1/tenants/acme/workspaces/w/networks';
export const nics = '/seca.network/v1/tenants/acme/workspaces/w/nics';
export const publicIps = '/seca.network/v1/tenants/acme/workspaces/w/public-ips';
export const volumes = '/seca.storage/v1/tenants/acme/workspaces/w/block-storages';
export const instances = '/seca.compute/v1/tenants/acme/workspaces/w/instances';

export const networkSpec = {
  cidr: { ipv4: '10.0.0.0/16' },
  skuRef: { resource: 'skus/hetzner-network' },
};
export const subnetSpec = (ipv4: string) => ({ cidr: { ipv4 }, routeTableRef: { resource: '' } });
export const volumeSpec = { sizeGB: 20, skuRef: { resource: 'skus/hetzner-volume' } };
