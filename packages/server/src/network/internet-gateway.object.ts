import { Field, ObjectType } from 'type-graphql';
import type { Resource as DomainResource } from '@seca-hetzner/domain';
import { Resource, resourceFields } from '../resource/resource.object.js';
import { NatVm, natVmFromDomain, type NatVmOfGateway } from './nat-vm.object.js';

@ObjectType({
  implements: Resource,
  description: 'A way out to the internet, usable as the target of routes.',
})
export class InternetGateway extends Resource {
  @Field()
  egressOnly!: boolean;

  @Field(() => NatVm, {
    nullable: true,
    description:
      'Its VM in the network that was asked for: of two the one that routes lead to; none while nobody needs it.',
  })
  natVm!: NatVm | null;

  @Field(() => [NatVm], { description: 'Every VM that it has there: two where it can fail over.' })
  natVms!: NatVm[];
}

export function internetGatewayFromDomain(
  gateway: DomainResource<'internet-gateway'>,
  natVms: readonly NatVmOfGateway[],
): InternetGateway {
  const vms = natVms.map(natVmFromDomain);
  return Object.assign(new InternetGateway(), {
    ...resourceFields(gateway),
    egressOnly: gateway.spec.egressOnly ?? false,
    natVm: vms.find(({ holdsAlias }) => holdsAlias) ?? vms[0] ?? null,
    natVms: vms,
  });
}
