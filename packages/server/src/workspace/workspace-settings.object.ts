import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { OwnWorkspaceSettings } from '@seca-hetzner/domain';

export const Switch = { on: 'on', off: 'off' } as const;

export const DriftHealing = { heal: 'heal', report: 'report' } as const;

registerEnumType(Switch, { name: 'Switch', description: 'Whether something is done at all.' });
registerEnumType(DriftHealing, {
  name: 'DriftHealing',
  description: 'What is done about changes at the provider that are not ours: put right, or only told.',
});

@ObjectType({ description: 'What a workspace has of its own; null is what the installation has.' })
export class WorkspaceSettings {
  @Field(() => Switch, {
    nullable: true,
    description: 'Whether internet gateways get NAT VMs, and the routes to them.',
  })
  natGateway!: OwnWorkspaceSettings['natGateway'] | null;

  @Field(() => Switch, {
    nullable: true,
    description: 'Whether servers are given the bootstrap that finds the way out.',
  })
  guestBootstrap!: OwnWorkspaceSettings['guestBootstrap'] | null;

  @Field(() => DriftHealing, {
    nullable: true,
    description: 'Whether networks, routes and NAT VMs that somebody else has changed are put right.',
  })
  driftHealing!: OwnWorkspaceSettings['driftHealing'] | null;
}

export function workspaceSettingsFromDomain(own: OwnWorkspaceSettings): WorkspaceSettings {
  return Object.assign(new WorkspaceSettings(), {
    natGateway: own.natGateway ?? null,
    guestBootstrap: own.guestBootstrap ?? null,
    driftHealing: own.driftHealing ?? null,
  });
}
