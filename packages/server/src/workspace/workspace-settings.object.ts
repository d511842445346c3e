import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { driftHealings, switches, type OwnWorkspaceSettings } from '@seca-hetzner/domain';

/** GraphQL's names of enum values, each for the word of the domain. */
function namesOf<Word extends string>(words: readonly Word[]): { [Name in Word as Uppercase<Name>]: Name } {
  return Object.fromEntries(words.map((word) => [word.toUpperCase(), word])) as {
    [Name in Word as Uppercase<Name>]: Name;
  };
}

export const Switch = namesOf(switches);
export const DriftHealing = namesOf(driftHealings);

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
