/** The same questions as in `resource.repository.ts`, for many resources with one statement each. */
import type { EntityManager } from 'typeorm';
import type { ResourceIdentity } from './identity.js';
import { RESOURCE_COLUMNS, resourceFromColumns, type ResourceColumns } from './resource.entity.js';
import type { Resource } from './resource.js';

/** SQL: the identity of the row `alias` of `resource`, to be compared with another. */
const identityOf = (alias: string): string =>
  `(${['tenant', 'region', 'workspace', 'network', 'kind', 'name'].map((part) => `${alias}.${part}`).join(', ')})`;

/** SQL: what the row `alias` of `resource_reference` names. */
const targetOf = (alias: string): string =>
  `(${['tenant', 'region', 'workspace', 'network', 'kind', 'name'].map((part) => `${alias}.target_${part}`).join(', ')})`;

/** Those that exist, by their uid. */
export async function findResourcesByUid(
  manager: EntityManager,
  uids: readonly string[],
): Promise<Map<string, Resource>> {
  const rows: ResourceColumns[] = await manager.query(
    `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE resource.uid = ANY($1)`,
    [uids],
  );
  return new Map(rows.map((row) => [row.uid, resourceFromColumns(row)]));
}

/** Those that exist, in any order. */
export async function findResourcesByIdentity(
  manager: EntityManager,
  identities: readonly ResourceIdentity[],
): Promise<Resource[]> {
  const rows: ResourceColumns[] = await manager.query(
    `SELECT ${RESOURCE_COLUMNS}
       FROM jsonb_to_recordset($1::jsonb)
            AS asked(tenant text, region text, workspace text, network text, kind text, name text)
       JOIN resource ON ${identityOf('resource')} = ${identityOf('asked')}`,
    [JSON.stringify(identities)],
  );
  return rows.map(resourceFromColumns);
}

/**
 * What the spec of each of `fromUids` names and what exists, by field. The NICs among that are followed at once: the
 * result has an entry for each of them too.
 */
export async function findTargetsOf(
  manager: EntityManager,
  fromUids: readonly string[],
): Promise<Map<string, Map<string, Resource>>> {
  const rows: (ResourceColumns & { fromUid: string; field: string })[] = await manager.query(
    `SELECT reference.from_uid AS "fromUid", reference.field, ${RESOURCE_COLUMNS}
       FROM resource_reference reference
       JOIN resource ON ${identityOf('resource')} = ${targetOf('reference')}
      WHERE reference.from_uid = ANY($1)
         OR reference.from_uid IN (
              SELECT nic.uid FROM resource_reference uses_nic
                JOIN resource nic ON ${identityOf('nic')} = ${targetOf('uses_nic')}
               WHERE uses_nic.from_uid = ANY($1) AND uses_nic.target_kind = 'nic')`,
    [fromUids],
  );
  const found = new Map<string, Map<string, Resource>>(fromUids.map((uid) => [uid, new Map()]));
  for (const { fromUid, field, ...columns } of rows) {
    const fields = found.get(fromUid) ?? new Map<string, Resource>();
    found.set(fromUid, fields.set(field, resourceFromColumns(columns)));
    if (columns.kind === 'nic' && !found.has(columns.uid)) found.set(columns.uid, new Map());
  }
  return found;
}

/** The resources whose spec names each of `uids`, by name; those that are deleting too. */
export async function findReferrersOf(
  manager: EntityManager,
  uids: readonly string[],
): Promise<Map<string, Resource[]>> {
  return grouped(
    uids,
    await manager.query(
      `SELECT used.uid AS "of", ${RESOURCE_COLUMNS}
         FROM (SELECT DISTINCT target.uid, reference.from_uid
                 FROM resource target
                 JOIN resource_reference reference ON ${targetOf('reference')} = ${identityOf('target')}
                WHERE target.uid = ANY($1)) AS used
         JOIN resource ON resource.uid = used.from_uid
        ORDER BY resource.kind, resource.name, resource.uid`,
      [uids],
    ),
  );
}

/** Subnets and route tables of each of the networks, by name. */
export async function findContentsOf(
  manager: EntityManager,
  networkUids: readonly string[],
): Promise<Map<string, Resource[]>> {
  return grouped(
    networkUids,
    await manager.query(
      `SELECT network.uid AS "of", ${RESOURCE_COLUMNS}
         FROM resource network
         JOIN resource ON (resource.tenant, resource.region, resource.workspace, resource.network)
                        = (network.tenant, network.region, network.workspace, network.name)
        WHERE network.uid = ANY($1)
        ORDER BY resource.name`,
      [networkUids],
    ),
  );
}

/** The instances that have a NIC in each of the networks, by name. */
export async function findInstancesOf(
  manager: EntityManager,
  networkUids: readonly string[],
): Promise<Map<string, Resource[]>> {
  return grouped(
    networkUids,
    await manager.query(
      `SELECT used.uid AS "of", ${RESOURCE_COLUMNS}
         FROM (SELECT DISTINCT network.uid, uses_nic.from_uid
                 FROM resource network
                 JOIN resource_reference uses_subnet
                   ON uses_subnet.target_kind = 'subnet'
                  AND (uses_subnet.target_tenant, uses_subnet.target_region, uses_subnet.target_workspace,
                       uses_subnet.target_network)
                    = (network.tenant, network.region, network.workspace, network.name)
                 JOIN resource nic ON nic.uid = uses_subnet.from_uid AND nic.kind = 'nic'
                 JOIN resource_reference uses_nic ON ${targetOf('uses_nic')} = ${identityOf('nic')}
                WHERE network.uid = ANY($1)) AS used
         JOIN resource ON resource.uid = used.from_uid AND resource.kind = 'instance'
        ORDER BY resource.name`,
      [networkUids],
    ),
  );
}

function grouped(
  uids: readonly string[],
  rows: readonly (ResourceColumns & { of: string })[],
): Map<string, Resource[]> {
  const found = new Map<string, Resource[]>(uids.map((uid) => [uid, []]));
  for (const { of: uid, ...columns } of rows) found.get(uid)?.push(resourceFromColumns(columns));
  return found;
}
