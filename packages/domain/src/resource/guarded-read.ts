import type { DataSource } from 'typeorm';
import type { RoleGrant } from '../authorization/access.rules.js';
import { grantsAsJson, grantsFromRows, type GrantRow } from '../authorization/role-grant.repository.js';
import { runPrepared } from '../persistence/prepared-statement.js';
import type { ResourceIdentity } from './identity.js';
import { RESOURCE_COLUMNS, resourceFromColumns, type ResourceColumns } from './resource.entity.js';
import type { Resource } from './resource.js';

/** Without a resource, all of its columns are null. */
interface GuardedRow extends Omit<ResourceColumns, 'uid'> {
  uid: string | null;
  grants: GrantRow[] | null;
}

/** A resource that nobody may see yet: whoever reads it has to ask the grants first. */
export interface GuardedResource {
  /** What the subject was given in the tenant of the resource. */
  grants: RoleGrant[];
  resource: Resource | undefined;
}

const FIND_GUARDED = `
  SELECT ${RESOURCE_COLUMNS}, ${grantsAsJson('$1', '$7')} AS grants
    FROM (VALUES (1)) AS always
    LEFT JOIN resource
      ON (resource.tenant, resource.region, resource.workspace, resource.network, resource.kind, resource.name)
       = ($1, $2, $3, $4, $5, $6)`;

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
  const [row] = await runPrepared<GuardedRow>(
    dataSource,
    'find guarded resource',
    FIND_GUARDED,
    [tenant, region, workspace, network, kind, name, subject],
  );
  if (!row) throw new Error('a select without condition gives a row');
  const { grants, uid, ...columns } = row;
  return {
    grants: grantsFromRows(grants),
    resource: uid === null ? undefined : resourceFromColumns({ uid, ...columns }),
  };
}
