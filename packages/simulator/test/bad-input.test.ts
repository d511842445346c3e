import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../src/api/operations.js';
import { TestSimulator } from './test-simulator.js';

let cloud: TestSimulator;
let ids: Record<string, number>;
beforeAll(async () => {
  cloud = await TestSimulator.start();
  const network = await cloud.aNetwork();
  const server = await cloud.aServer({ networks: [network.id] });
  const body = { name: 'firewall', rules: [] };
  const firewall = await cloud.api.call('POST', '/firewalls', body);
  ids = {
    servers: server.id,
    networks: network.id,
    volumes: (await cloud.aVolume()).id,
    primary_ips: (await cloud.aPrimaryIp()).id,
    firewalls: Number(/"id":(\d+)/.exec(JSON.stringify(firewall.body))?.[1]),
  };
});
afterAll(() => cloud.stop());

/** The names of fields that some operation reads. */
const FIELDS = `name labels server server_type image location network networks volumes ip ip_range alias_ips
  subnets routes destination gateway type rules apply_to remove_from size format delete rebuild public_net firewalls
  user_data dns_ptr assignee_id assignee_type auto_delete placement_group ssh_keys public_key description
  network_zone vswitch_id upgrade_disk start_after_create expose_routes_to_vswitch`.split(/\s+/);

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '10.0.0.0/16',
    '10.0.1.0/24',
    '10.0.1.5',
    'cx23',
    'debian-13',
    'fsn1',
    [{ type: 'server', server: { id: 1 } }],
    [{ direction: 'in', protocol: 'tcp', port: 22, source_ips: ['x'] }],
    [{ type: 'cloud', network_zone: 'eu-central' }],
    { ipv4: 1, enable_ipv6: 'no' },
    [1, '1'],
    null,
  ),
);
const anyBody = fc.oneof(
  fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The path of an operation on an object that exists, or else on none. */
function pathOf(template: string): string {
  const id = ids[template.split('/')[1] ?? ''] ?? 7;
  return template.replace('{id}', String(id)).replace('{action_id}', '7');
}

test.each(operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE'))(
  'whatever is sent to $method $template, it is answered and never fails',
  async ({ method, template }) => {
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        const { status } = await cloud.api.call(method, pathOf(template), body);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 30 },
    );
  },
);

test.each(operations.filter(({ method }) => method === 'GET'))(
  'whatever $template is asked for, it is answered and never fails',
  async ({ method, template }) => {
    const parameter = fc.constantFrom(
      'page',
      'per_page',
      'sort',
      'name',
      'label_selector',
      'status',
      'id',
      'type',
    );
    const query = fc.array(
      fc.tuple(parameter, fc.oneof(fc.string(), fc.constantFrom('1', 'id:desc', 'running'))),
    );
    await fc.assert(
      fc.asyncProperty(query, async (pairs) => {
        const { status } = await cloud.api.call(
          method,
          `${pathOf(template)}?${new URLSearchParams(pairs).toString()}`,
        );
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 20 },
    );
  },
);
