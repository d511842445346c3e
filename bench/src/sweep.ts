import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from '@seca-hetzner/hetzner/schema';
import { serverSighting } from '@seca-hetzner/provider-hetzner/rules';
import {
  adminClient,
  paths,
  processOf,
  secaClient,
  specs,
  waitUntil,
  type Endpoints,
} from '@seca-hetzner/scripts';
import type { Pool } from 'pg';
import { withGatewayStack } from './gateway-stack.js';
import { machineLoad } from './machine-load.js';
import { rounded } from './median.js';
import type { Row } from './table.js';

const PROJECTS = 100;
const SERVERS_PER_PROJECT = 100;
const LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 50;
/** What the kernel takes in `clear_refs` to forget the most memory that a process had. */
const FORGET_PEAK = '5';

/** Which instance a server belongs to makes no difference here: each gets a copy of this row, which asks for nothing. */
const TEMPLATE = paths.volume.replace(/[^/]+$/, 'template');

/** A project at the simulated cloud, and the connection to it. */
interface Project {
  readonly token: string;
  readonly connectionId: string;
}

/**
 * What it takes one worker to compare 10,000 servers in 100 projects with what was last seen of them, all projects due at
 * once: the time until the last is through, and the most memory that the process had meanwhile.
 */
export async function benchSweep(): Promise<Row[]> {
  return withGatewayStack(async ({ endpoints, pool, supervisorPid }) => {
    const seca = secaClient(endpoints);
    await seca.put(paths.workspace, specs.workspace);
    await seca.put(TEMPLATE, specs.volume);
    await seca.until(TEMPLATE, (found) => found?.status?.state === 'active');
    const projects: Project[] = [];
    for (let number = 0; number < PROJECTS; number += 1) projects.push(await bind(endpoints, number));
    await sweepAll(pool);
    const empty = await measure(pool, supervisorPid);
    for (const project of projects) await fill(endpoints, pool, project);
    await sweepAll(pool);
    const full = await measure(pool, supervisorPid);
    return [
      { what: `${PROJECTS} projects without anything`, ...empty },
      { what: `${PROJECTS} projects with ${SERVERS_PER_PROJECT} servers each`, ...full },
    ];
  });
}

/** Any text of the right length is the token of a project of its own at the simulator. */
async function bind(endpoints: Endpoints, number: number): Promise<Project> {
  const token = `sweep${number}`.padEnd(64, 'x');
  const { bindProviderConnection } = await adminClient(endpoints)<{ bindProviderConnection: { id: string } }>(
    `mutation ($name: String!, $token: String!) {
       bindProviderConnection(tenant: "demo", name: $name, token: $token, mode: live) { id }
     }`,
    { name: `sweep-${number}`, token },
  );
  return { token, connectionId: bindProviderConnection.id };
}

/** Servers that carry our label, each noted as it is. */
async function fill({ simulator }: Endpoints, pool: Pool, { token, connectionId }: Project): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM installation');
  for (let number = 0; number < SERVERS_PER_PROJECT; number += 1) {
    const answer = await fetch(`${simulator}/servers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `server-${number}`,
        server_type: 'cx23',
        image: 'debian-12',
        location: 'fsn1',
        start_after_create: false,
        public_net: { enable_ipv4: false, enable_ipv6: false },
        labels: { 'seca.installation': rows[0]?.id, 'seca.role': 'server' },
      }),
    });
    if (!answer.ok) throw new Error(`the simulator refuses a server: ${await answer.text()}`);
  }
  await untilMade(simulator, token);
  const servers = await serversOf(simulator, token);
  await pool.query(
    `WITH seen AS (SELECT gen_random_uuid() AS uid, * FROM unnest($2::text[], $3::jsonb[]) AS listed (id, sighting)),
          copies AS (
            INSERT INTO resource (uid, tenant, region, workspace, network, kind, name, spec, status,
                                  resource_version, observed_version, created_at, last_modified_at)
            SELECT seen.uid, tenant, region, workspace, network, kind, 'copy-' || seen.uid, spec, status,
                   resource_version, observed_version, created_at, last_modified_at
              FROM seen, resource WHERE kind = 'block-storage' AND name = 'template')
     INSERT INTO provider_binding (id, unit_uid, resource_uid, connection_id, role, object_type, object_id, observed, created_at)
     SELECT gen_random_uuid(), uid, uid, $1, 'server', 'server', id, sighting, now() FROM seen`,
    [connectionId, servers.map(({ id }) => id), servers.map((server) => serverSighting(server))],
  );
}

async function untilMade(simulator: string | null, token: string): Promise<void> {
  const isMade = async (): Promise<boolean> =>
    (await serversOf(simulator, token)).every(({ status }) => status === 'off');
  if (!(await waitUntil(isMade, { limitMs: LIMIT_MS }))) throw new Error('not all servers were made');
}

async function serversOf(simulator: string | null, token: string): Promise<Server[]> {
  const servers: Server[] = [];
  for (let page: number | null = 1; page !== null;) {
    const answer = await fetch(`${simulator}/servers?per_page=50&page=${page}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const body = (await answer.json()) as {
      servers: Server[];
      meta: { pagination: { next_page: number | null } };
    };
    servers.push(...body.servers);
    page = body.meta.pagination.next_page;
  }
  return servers;
}

async function measure(pool: Pool, supervisorPid: number): Promise<Row> {
  const worker = processOf(supervisorPid, 'worker');
  writeFileSync(`/proc/${worker}/clear_refs`, FORGET_PEAK);
  const beforeMb = memoryOf(worker, 'VmRSS');
  const begin = performance.now();
  await sweepAll(pool);
  return {
    seconds: rounded((performance.now() - begin) / 1_000),
    memoryBeforeMb: beforeMb,
    peakMemoryMb: memoryOf(worker, 'VmHWM'),
    loadOfMachine: machineLoad(),
  };
}

/** Makes all connections due for a sweep, and waits until they had it. */
async function sweepAll(pool: Pool): Promise<void> {
  await pool.query(`UPDATE provider_connection SET swept_at = NULL, due_at = clock_timestamp()`);
  const isSwept = async (): Promise<boolean> => {
    const { rows } = await pool.query(`SELECT FROM provider_connection WHERE swept_at IS NULL LIMIT 1`);
    return rows.length === 0;
  };
  if (!(await waitUntil(isSwept, { limitMs: LIMIT_MS, everyMs: LOOK_EVERY_MS }))) {
    throw new Error('not every project was swept');
  }
}

/** In MB, as the kernel tells it. */
function memoryOf(pid: number | undefined, what: 'VmRSS' | 'VmHWM'): number {
  const [, kilobytes] =
    new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}
