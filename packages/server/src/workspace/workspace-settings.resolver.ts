import { Args, ArgsType, Authorized, Ctx, Field, Mutation, Query, Resolver } from 'type-graphql';
import {
  getOwnWorkspaceSettings,
  setWorkspaceSettings,
  type OperatorRole,
  type OwnWorkspaceSettings,
  type ResourceIdentity,
} from '@seca-hetzner/domain';
import type { AdminContext } from '../context.js';
import {
  DriftHealing,
  Switch,
  WorkspaceSettings,
  workspaceSettingsFromDomain,
} from './workspace-settings.object.js';

@ArgsType()
class WorkspaceArguments {
  @Field({ description: 'Tenant of the workspace.' })
  tenant!: string;

  @Field({ description: 'Region of the workspace.' })
  region!: string;

  @Field({ description: 'Name of the workspace.' })
  workspace!: string;
}

@ArgsType()
class WorkspaceSettingsArguments extends WorkspaceArguments {
  @Field(() => Switch, { nullable: true, description: 'Null: as the installation.' })
  natGateway?: OwnWorkspaceSettings['natGateway'] | null;

  @Field(() => Switch, { nullable: true, description: 'Null: as the installation.' })
  guestBootstrap?: OwnWorkspaceSettings['guestBootstrap'] | null;

  @Field(() => DriftHealing, { nullable: true, description: 'Null: as the installation.' })
  driftHealing?: OwnWorkspaceSettings['driftHealing'] | null;
}

function identityOf({ tenant, region, workspace }: WorkspaceArguments): ResourceIdentity<'workspace'> {
  return { kind: 'workspace', name: workspace, tenant, region, workspace: '', network: '' };
}

@Resolver(() => WorkspaceSettings)
export class WorkspaceSettingsResolver {
  @Query(() => WorkspaceSettings, { description: 'What a workspace has of its own of the settings.' })
  async workspaceSettings(
    @Args(() => WorkspaceArguments) place: WorkspaceArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<WorkspaceSettings> {
    return workspaceSettingsFromDomain(await getOwnWorkspaceSettings(domain, caller, identityOf(place)));
  }

  @Authorized<OperatorRole>('admin')
  @Mutation(() => WorkspaceSettings, {
    description: 'Sets all that a workspace has of its own; what is left out is as the installation has it.',
  })
  async setWorkspaceSettings(
    @Args(() => WorkspaceSettingsArguments) place: WorkspaceSettingsArguments,
    @Ctx() { domain, caller }: AdminContext,
  ): Promise<WorkspaceSettings> {
    const { natGateway, guestBootstrap, driftHealing } = place;
    const own = {
      natGateway: natGateway ?? undefined,
      guestBootstrap: guestBootstrap ?? undefined,
      driftHealing: driftHealing ?? undefined,
    };
    return workspaceSettingsFromDomain(await setWorkspaceSettings(domain, caller, identityOf(place), own));
  }
}
