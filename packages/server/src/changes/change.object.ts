import { Field, ID, ObjectType } from 'type-graphql';
import type { Notice } from '@seca-hetzner/domain';

@ObjectType({ description: 'Something has changed; whoever cares reads it again.' })
export class Change {
  @Field({ description: 'The kind of resource, `connection` or `operation`.' })
  kind!: string;

  @Field(() => ID)
  uid!: string;

  @Field()
  tenant!: string;

  @Field(() => String, { nullable: true })
  workspace!: string | null;

  @Field(() => String, { nullable: true, description: 'The network that a subnet or route table lies in.' })
  network!: string | null;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field({ description: 'It does not exist any more.' })
  isGone!: boolean;
}

export function changeFromNotice(notice: Notice): Change {
  if (notice.type !== 'resource') {
    const { id, tenant, type } = notice;
    return Object.assign(new Change(), {
      kind: type,
      uid: id,
      tenant,
      workspace: null,
      network: null,
      name: null,
      isGone: false,
    });
  }
  const { kind, uid, tenant, workspace, network, name, isGone } = notice;
  return Object.assign(new Change(), {
    kind,
    uid,
    tenant,
    name,
    isGone,
    workspace: workspace || null,
    network: network || null,
  });
}
