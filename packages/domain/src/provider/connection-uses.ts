import type { EntityManager } from 'typeorm';

/** What stands in the way of unbinding, for people: workspaces first, then what else has objects in the project. */
export async function findConnectionUses(manager: EntityManager, id: string): Promise<string[]> {
  const rows: { text: string }[] = await manager.query(
    `SELECT format('workspace %s/%s', region, name) AS text, 0 AS place FROM resource
      WHERE kind = 'workspace' AND connection_id = $1
     UNION
     SELECT format('%s %s', resource.kind, concat_ws('/', nullif(region, ''), nullif(workspace, ''), name)), 1
       FROM provider_binding JOIN resource ON resource.uid = provider_binding.resource_uid
      WHERE provider_binding.connection_id = $1 AND resource.kind <> 'workspace'
      ORDER BY place, text`,
    [id],
  );
  return rows.map(({ text }) => text);
}

/** A workspace whose objects live in a project. */
export interface ConnectedWorkspace {
  uid: string;
  region: string;
  name: string;
}

export async function findWorkspacesOfConnection(
  manager: EntityManager,
  id: string,
): Promise<ConnectedWorkspace[]> {
  return manager.query(
    `SELECT uid, region, name FROM resource WHERE kind = 'workspace' AND connection_id = $1 ORDER BY region, name`,
    [id],
  );
}

/**
 * What the provider said of limits that are reached, as the resources that wait for more tell it. Providers such as
 * Hetzner have no other way to ask for limits.
 */
export async function findReachedLimits(manager: EntityManager, id: string): Promise<string[]> {
  const rows: { message: string }[] = await manager.query(
    `SELECT DISTINCT resource.status #>> '{conditions,0,message}' AS message
       FROM resource
       JOIN resource workspace
         ON workspace.kind = 'workspace' AND workspace.connection_id = $1
        AND workspace.tenant = resource.tenant AND workspace.region = resource.region
        AND workspace.name = resource.workspace
      WHERE resource.status #>> '{conditions,0,reason}' = 'PROVIDER_QUOTA_EXCEEDED'
      ORDER BY message LIMIT 20`,
    [id],
  );
  return rows.map(({ message }) => message);
}
