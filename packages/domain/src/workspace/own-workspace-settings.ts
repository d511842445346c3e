import { recordOperatorAudit } from '../audit/audit.repository.js';
import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';
import { inTransaction } from '../persistence/transaction.js';
import { urnOf, type ResourceIdentity } from '../resource/identity.js';
import { wakeUnits } from '../resource/place-resource.js';
import { findChildren, getResourceRow } from '../resource/resource.repository.js';
import type { OwnWorkspaceSettings } from './workspace-settings.js';
import { findWorkspaceSettings, storeWorkspaceSettings } from './workspace-settings.repository.js';

/** What a workspace has of its own. Throws `ForbiddenError` or `NotFoundError`. */
export async function getOwnWorkspaceSettings(
  domain: Domain,
  caller: OperatorCaller,
  workspace: ResourceIdentity<'workspace'>,
): Promise<OwnWorkspaceSettings> {
  requireTenant(caller, workspace.tenant);
  const { manager } = domain.dataSource;
  return findWorkspaceSettings(manager, (await getResourceRow(manager, workspace)).uid);
}

/**
 * Replaces what a workspace has of its own, and has its networks and instances go by it. Absent is what the
 * installation has. Throws `ForbiddenError` or `NotFoundError`.
 */
export async function setWorkspaceSettings(
  domain: Domain,
  caller: OperatorCaller,
  workspace: ResourceIdentity<'workspace'>,
  settings: OwnWorkspaceSettings,
): Promise<OwnWorkspaceSettings> {
  requireTenant(caller, workspace.tenant);
  return inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const row = await getResourceRow(manager, workspace);
    await storeWorkspaceSettings(manager, row.uid, settings);
    const thing = { name: `${urnOf(workspace)}: ${textOf(settings)}`, resourceUid: row.uid };
    await recordOperatorAudit(
      manager,
      caller,
      'set workspace settings',
      workspace.tenant,
      thing,
      domain.clock.now(),
    );
    const units = (await findChildren(manager, row)).flatMap(({ kind, uid }) =>
      kind === 'network' || kind === 'instance' ? [{ type: kind, uid }] : [],
    );
    await wakeUnits(domain, transaction, units);
    return findWorkspaceSettings(manager, row.uid);
  });
}

function textOf(settings: OwnWorkspaceSettings): string {
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  return set.length === 0 ? 'those of the installation' : set.map((pair) => pair.join('=')).join(', ');
}
