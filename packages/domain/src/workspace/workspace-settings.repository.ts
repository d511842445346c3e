import type { EntityManager } from 'typeorm';
import { WorkspaceSettingsEntity } from './workspace-settings.entity.js';
import type { OwnWorkspaceSettings, WorkspaceSettings } from './workspace-settings.js';

/** What a workspace has of its own. */
export async function findWorkspaceSettings(
  manager: EntityManager,
  workspaceUid: string,
): Promise<OwnWorkspaceSettings> {
  const row = await manager.findOneBy(WorkspaceSettingsEntity, { workspaceUid });
  return {
    natGateway: row?.natGateway ?? undefined,
    guestBootstrap: row?.guestBootstrap ?? undefined,
    driftHealing: row?.driftHealing ?? undefined,
  };
}

/** What holds for a workspace: its own, else the installation's; those alone where there is no workspace. */
export async function getWorkspaceSettings(
  manager: EntityManager,
  workspaceUid: string | undefined,
  installation: WorkspaceSettings,
): Promise<WorkspaceSettings> {
  if (workspaceUid === undefined) return installation;
  const { natGateway, guestBootstrap, driftHealing } = await findWorkspaceSettings(manager, workspaceUid);
  return {
    natGateway: natGateway ?? installation.natGateway,
    guestBootstrap: guestBootstrap ?? installation.guestBootstrap,
    driftHealing: driftHealing ?? installation.driftHealing,
  };
}

export async function storeWorkspaceSettings(
  manager: EntityManager,
  workspaceUid: string,
  { natGateway, guestBootstrap, driftHealing }: OwnWorkspaceSettings,
): Promise<void> {
  const row = {
    workspaceUid,
    natGateway: natGateway ?? null,
    guestBootstrap: guestBootstrap ?? null,
    driftHealing: driftHealing ?? null,
  };
  await manager.upsert(WorkspaceSettingsEntity, row, ['workspaceUid']);
}
