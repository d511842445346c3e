import { randomUUID } from 'node:crypto';
import { recordAudit } from '../audit/audit.repository.js';
import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Transaction } from '../persistence/transaction.js';
import { afterSettling, newHistory } from '../resource/conditions.js';
import type { ResourceIdentity } from '../resource/identity.js';
import { findResource, insertResource } from '../resource/resource.repository.js';
import { ResourceEntity } from '../resource/resource.entity.js';
import type { Resource } from '../resource/resource.js';
import type { Caller } from './caller.js';
import { removeGrants, replaceGrants } from './role-grant.repository.js';
import { WORKSPACE_ADMIN } from './system-roles.js';

/** Named by the workspace's uid, so that it is that of this workspace and of no later one with its name. */
function creatorAssignmentOf({ tenant, uid }: Resource<'workspace'>): ResourceIdentity<'role-assignment'> {
  return {
    tenant,
    region: '',
    workspace: '',
    network: '',
    kind: 'role-assignment',
    name: `workspace-admin.${uid}`,
  };
}

/**
 * Makes whoever has created a workspace its administrator, by an assignment like any other: to be seen, and to be
 * taken away. Operators need none. Source: SECA, workspace.
 */
export async function assignCreator(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  caller: Caller,
  workspace: Resource<'workspace'>,
): Promise<void> {
  if (caller.type !== 'seca') return;
  const now = domain.clock.now();
  const assignment: Resource<'role-assignment'> = {
    ...creatorAssignmentOf(workspace),
    uid: randomUUID(),
    labels: undefined,
    annotations: undefined,
    extensions: undefined,
    spec: {
      subs: [caller.subject],
      roles: [WORKSPACE_ADMIN],
      scopes: [{ tenants: [workspace.tenant], regions: [workspace.region], workspaces: [workspace.name] }],
    },
    status: afterSettling(newHistory(now), now, false),
    resourceVersion: 1,
    observedVersion: 1,
    createdAt: now,
    lastModifiedAt: now,
    deletedAt: undefined,
    desiredPower: undefined,
    desiredPowerAt: undefined,
    restartPhase: undefined,
    connectionId: undefined,
  };
  await insertResource(manager, assignment);
  await replaceGrants(manager, assignment);
  await recordAudit(manager, caller, 'create', assignment, undefined, now);
  afterCommit(() => domain.jobs.announce([noticeOf(assignment)]));
}

/** Takes the creator's assignment away with its workspace, if it is still there. */
export async function removeCreatorAssignment(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  workspace: Resource<'workspace'>,
): Promise<void> {
  const assignment = await findResource(manager, creatorAssignmentOf(workspace), 'update');
  if (!assignment) return;
  await removeGrants(manager, assignment.uid);
  await manager.delete(ResourceEntity, { uid: assignment.uid });
  afterCommit(() => domain.jobs.announce([noticeOf(assignment, true)]));
}
