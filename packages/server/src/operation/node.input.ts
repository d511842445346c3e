import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { NodeRequest } from '@seca-hetzner/domain';

@InputType({ description: 'A label of a resource.' })
export class LabelInput {
  @Field({ description: 'Its key.' })
  key!: string;

  @Field({ description: 'Its value.' })
  value!: string;
}

@InputType({ description: 'A machine with a private address, which leaves by the routes of its subnet.' })
export class NodeInput {
  @Field({ description: 'The tenant.' })
  tenant!: string;

  @Field({ description: 'The region of the workspace.' })
  region!: string;

  @Field({ description: 'A workspace whose provider connection is connected.' })
  workspace!: string;

  @Field({
    description: 'Name of the instance; its NIC is called `<name>-nic`, its boot volume `<name>-boot`.',
  })
  name!: string;

  @Field({ description: 'A network of the workspace.' })
  network!: string;

  @Field({ description: 'The subnet of that network in which the NIC lies.' })
  subnet!: string;

  @Field({ description: 'An instance SKU of the region.' })
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A zone of the region; the zone of the subnet if absent.',
  })
  zone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An image of the tenant; the default image of the installation if absent.',
  })
  image?: string | null;

  @Field(() => Int, { defaultValue: 20, description: 'Size of the boot volume in GB.' })
  bootSizeGb!: number;

  @Field({ defaultValue: 'hetzner-volume', description: 'The storage SKU of the boot volume.' })
  storageSku!: string;

  @Field(() => String, { nullable: true, description: 'Cloud-init user data. A secret, never shown again.' })
  userData?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'SSH keys, each as a public key in one line.' })
  sshKeys!: string[];

  @Field(() => [LabelInput], { nullable: true, description: 'Labels of all that is made.' })
  labels?: LabelInput[] | null;

  @Field({ defaultValue: true, description: 'Whether it is to run once it is made.' })
  start!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the caller: asking again with the same key and arguments makes nothing twice.',
  })
  idempotencyKey?: string | null;
}

export function nodeRequestFromInput({ zone, image, userData, labels, ...input }: NodeInput): NodeRequest {
  const { idempotencyKey: _idempotencyKey, ...given } = input;
  return {
    ...given,
    zone: zone ?? undefined,
    image: image ?? undefined,
    userData: userData ?? undefined,
    labels: labels ? Object.fromEntries(labels.map(({ key, value }) => [key, value])) : undefined,
  };
}

@ArgsType()
export class InstanceArguments {
  @Field({ description: 'The tenant.' })
  tenant!: string;

  @Field({ description: 'The region of the workspace.' })
  region!: string;

  @Field({ description: 'The workspace.' })
  workspace!: string;

  @Field({ description: 'Name of the instance.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Chosen by the caller: asking again with the same key and arguments acts once.',
  })
  idempotencyKey?: string | null;
}
