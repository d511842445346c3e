import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { CompatibilityRow as Row } from '@seca-hetzner/provider-hetzner/rules';

export enum CompatibilityLevel {
  real = 'real',
  emulated = 'emulated',
  refused = 'refused',
}

registerEnumType(CompatibilityLevel, {
  name: 'CompatibilityLevel',
  description: 'What becomes of a field at the provider.',
  valuesConfig: {
    real: { description: 'The provider does it.' },
    emulated: {
      description: 'Made true by other means, or kept and shown without an effect that a guest could see.',
    },
    refused: { description: 'A PUT that asks for it is refused, naming the field.' },
  },
});

@ObjectType({
  description: 'What becomes of one field of a kind at the provider, or of the kind as a whole.',
})
export class CompatibilityRow {
  @Field({ description: 'As SECA names it in `metadata.kind`.' })
  kind!: string;

  @Field(() => String, { nullable: true, description: '`spec.cidr.ipv6`; null for the kind as a whole.' })
  field!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The part of the field's values that the row speaks of; null for all that no other row speaks of.",
  })
  when!: string | null;

  @Field(() => CompatibilityLevel)
  level!: CompatibilityLevel;

  @Field({ description: 'How, or why not, as a sentence.' })
  how!: string;
}

export function compatibilityRowFromRules({ kind, field, when, level, how }: Row): CompatibilityRow {
  return Object.assign(new CompatibilityRow(), {
    kind,
    field: field ?? null,
    when: when ?? null,
    level: CompatibilityLevel[level],
    how,
  });
}
