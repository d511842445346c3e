import type { EntityManager } from 'typeorm';
import type { ResourceState } from '../resource/conditions.js';
import type { Kind } from '../resource/kinds.js';

/** How many resources of a kind are in a state. */
export interface StateCount {
  kind: Kind;
  state: ResourceState;
  count: number;
}

/** What is in each of the workspaces, by their uid; an empty one has an empty list. */
export async function countStates(
  manager: EntityManager,
  workspaceUids: readonly string[],
): Promise<Map<string, StateCount[]>> {
  const rows: (StateCount & { uid: string })[] = await manager.query(
    `SELECT workspace.uid, child.kind, child.status->>'state' AS state, count(*)::int AS count
       FROM resource workspace
       JOIN resource child
         ON child.tenant = workspace.tenant AND child.region = workspace.region AND child.workspace = workspace.name
      WHERE workspace.uid = ANY($1)
      GROUP BY 1, 2, 3 ORDER BY 2, 3`,
    [workspaceUids],
  );
  const counts = new Map<string, StateCount[]>(workspaceUids.map((uid) => [uid, []]));
  for (const { uid, ...count } of rows) counts.get(uid)?.push(count);
  return counts;
}
