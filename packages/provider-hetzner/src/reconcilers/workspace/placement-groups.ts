import {
  findUnitBindings,
  wakeUnits,
  type Binding,
  type EntityManager,
  type Resource,
  type Run,
} from '@seca-hetzner/domain';
import type { PlacementGroup } from '@seca-hetzner/hetzner/schema';
import { groupRoleOf, nameOf, ownLabels, type GroupRole } from '../labels.js';
import { dropBinding, makeObject, observeObject, placementGroupKind } from '../objects.js';
import type { Session } from '../session.js';

/** The anti-affinity groups of a workspace: each is a placement group at Hetzner while an instance names it. */
export interface GroupsIntent {
  /** The instances that name a group and are not deleting, by the group's role. */
  wanted: ReadonlyMap<GroupRole, readonly string[]>;
  bindings: readonly Binding[];
}

export type GroupStep = { do: 'create-group'; role: GroupRole } | { do: 'delete-group'; role: GroupRole };

type Groups = ReadonlyMap<GroupRole, PlacementGroup | undefined>;

export async function loadGroups(
  manager: EntityManager,
  workspace: Resource<'workspace'>,
  children: readonly Resource[],
): Promise<GroupsIntent> {
  const wanted = new Map<GroupRole, string[]>();
  for (const child of children) {
    if (child.kind !== 'instance' || child.deletedAt !== undefined || !child.spec.antiAffinityGroup) continue;
    const role = groupRoleOf(child.spec.antiAffinityGroup);
    wanted.set(role, [...(wanted.get(role) ?? []), child.uid]);
  }
  const bindings = await findUnitBindings(manager, workspace.uid);
  return { wanted, bindings: bindings.filter(({ objectType }) => objectType === 'placement_group') };
}

export function concernsGroups({ wanted, bindings }: GroupsIntent): boolean {
  return wanted.size > 0 || bindings.length > 0;
}

/** One read for each group that there may be. */
export async function observeGroups(
  run: Run,
  session: Session,
  workspace: Resource<'workspace'>,
  { bindings }: GroupsIntent,
): Promise<Groups> {
  const groups = new Map<GroupRole, PlacementGroup | undefined>();
  for (const binding of bindings) {
    const role = binding.role as GroupRole;
    const name = nameOf.placementGroup(workspace.uid, role);
    groups.set(role, await observeObject(run, session, placementGroupKind(session), binding, name));
  }
  return groups;
}

/** A group goes once nobody names it and the last server has left it. */
export function planGroups({ wanted }: GroupsIntent, groups: Groups): GroupStep[] {
  const steps: GroupStep[] = [...wanted.keys()]
    .filter((role) => !groups.get(role))
    .map((role) => ({ do: 'create-group', role }));
  for (const [role, group] of groups) {
    if (!wanted.has(role) && (group?.servers ?? []).length === 0) steps.push({ do: 'delete-group', role });
  }
  return steps;
}

export async function applyGroupStep(
  { do: what, role }: GroupStep,
  { uid }: Resource<'workspace'>,
  groups: Groups,
  session: Session,
  run: Run,
  wanted: GroupsIntent['wanted'],
): Promise<Groups> {
  const key = { unitUid: uid, resourceUid: uid, role };
  const after = new Map(groups);
  if (what === 'delete-group') {
    const group = groups.get(role);
    if (group) await session.client.placementGroups.delete(group.id);
    await dropBinding(run, key);
    after.delete(role);
    return after;
  }
  const name = nameOf.placementGroup(uid, role);
  const group = await makeObject(run, session, {
    kind: placementGroupKind(session),
    key,
    name,
    create: async () => {
      const labels = ownLabels(session.installation.id, uid, role);
      const made = await session.client.placementGroups.create({ name, labels });
      return { object: made.placementGroup, actions: made.actions };
    },
  });
  const waiting = (wanted.get(role) ?? []).map((instanceUid) => ({
    type: 'instance' as const,
    uid: instanceUid,
  }));
  await run.write((transaction) => wakeUnits(run.domain, transaction, waiting));
  return after.set(role, group);
}
