import type { DataSource } from 'typeorm';
import type { RoleGrant } from '../authorization/access.rules.js';
import { grantsAsJson, grantsFromRows, type GrantRow } from '../authorization/role-grant.repository.js';
import { runPrepared } from '../persistence/prepared-statement.js';
import type { ResourceIdentity } from './identity.js';
import { RESOURCE_COLUMNS, resourceFromColumns, type ResourceColumns } from './resource.entity.js';
import type { Resource } from './resource.js';

/** The columns as JSON has them. */
type JsonColumns = {
  [Name in keyof ResourceColumns]: ResourceColumns[Name] extends Date
    ? string
    : ResourceColumns[Name] extends Date | null
      ? string | null
      : ResourceColumns[Name];
};

/** A resource that nobody may see yet: whoever reads it has to ask the grants first. */
export interface GuardedResource {
  /** What the subject was given in the tenant of the resource. */
  grants: RoleGrant[];
  resource: Resource | undefined;
}

/** Two values in JSON: to read those is a fraction of what `pg` needs for two dozen columns. */
const FIND_GUARDED = `
  SELECT ${grantsAsJson('$1', '$7')} AS grants,
         (SELECT row_to_json(found)
            FROM (SELECT ${RESOURCE_COLUMNS} FROM resource
                   WHERE (resource.tenant, resource.region, resource.workspace, resource.network,
                          resource.kind, resource.name) = ($1, $2, $3, $4, $5, $6)) AS found) AS resource`;

/**
 * Reads the resource of this identity together with what decides about the reader, so that a GET costs one round
 * trip to the database. Both are as they stand at the same moment.
 */
export async function findGuarded(
  dataSource: DataSource,
  identity: ResourceIdentity,
  subject: string,
): Promise<GuardedResource> {
  const { tenant, region, workspace, network, kind, name } = identity;
  const [row] = await runPrepared<{ grants: GrantRow[] | null; resource: JsonColumns | null }>(
    dataSource,
    'find guarded resource',
    FIND_GUARDED,
    [tenant, region, workspace, network, kind, name, subject],
  );
  if (!row) throw new Error('a select of values gives a row');
  return {
    grants: grantsFromRows(row.grants),
    resource: row.resource === null ? undefined : resourceFromColumns(columnsFromJson(row.resource)),
  };
}

function columnsFromJson(row: JsonColumns): ResourceColumns {
  const { createdAt, lastModifiedAt, deletedAt, desiredPowerAt } = row;
  return {
    ...row,
    createdAt: new Date(createdAt),
    lastModifiedAt: new Date(lastModifiedAt),
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
    desiredPowerAt: desiredPowerAt === null ? null : new Date(desiredPowerAt),
  };
}
