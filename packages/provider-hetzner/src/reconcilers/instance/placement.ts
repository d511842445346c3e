import {
  findResourceBinding,
  wakeUnits,
  type EntityManager,
  type Resource,
  type Run,
} from '@seca-hetzner/domain';
import type { Action, Server } from '@seca-hetzner/hetzner/schema';
import { groupRoleOf } from '../labels.js';
import type { Session } from '../session.js';

/** The placement group that an instance is to be in. */
export interface GroupIntent {
  name: string;
  /** Its id at Hetzner, once the workspace has made it. */
  groupId: number | undefined;
}

export type PlacementStep = { do: 'leave-group' } | { do: 'join-group'; groupId: number };

export async function loadGroup(
  manager: EntityManager,
  { spec }: Resource<'instance'>,
  workspaceUid: string | undefined,
): Promise<GroupIntent | undefined> {
  const name = spec.antiAffinityGroup;
  if (!name || workspaceUid === undefined) return undefined;
  const binding = await findResourceBinding(manager, workspaceUid, groupRoleOf(name));
  return { name, groupId: binding?.objectId == null ? undefined : Number(binding.objectId) };
}

/** What has to come first, before a server is made or joins. */
export function missingGroup(group: GroupIntent | undefined): string | undefined {
  if (!group || group.groupId !== undefined) return undefined;
  return `the placement group of anti-affinity group '${group.name}' is not there yet`;
}

/** Source: Hetzner Cloud API, "Placement Groups": a server moves only while it is off. */
export function planPlacement(
  group: GroupIntent | undefined,
  { status, placement_group }: Pick<Server, 'status' | 'placement_group'>,
): PlacementStep[] {
  const wanted = group?.groupId;
  // A group that is being made is joined once it is there.
  if (status !== 'off' || (group && wanted === undefined) || placement_group?.id === wanted) return [];
  return [
    ...(placement_group ? [{ do: 'leave-group' } as const] : []),
    ...(wanted === undefined ? [] : [{ do: 'join-group', groupId: wanted } as const]),
  ];
}

export function startPlacement(
  step: PlacementStep,
  { client: { servers } }: Session,
  serverId: number,
): Promise<readonly Action[]> {
  return step.do === 'leave-group'
    ? servers.removeFromPlacementGroup(serverId)
    : servers.addToPlacementGroup(serverId, { placementGroupId: step.groupId });
}

/** The workspace puts away groups that nobody is in. */
export async function tellWorkspace(run: Run, workspaceUid: string): Promise<void> {
  await run.write((transaction) =>
    wakeUnits(run.domain, transaction, [{ type: 'workspace', uid: workspaceUid }]),
  );
}
