import { Arg, Query, Resolver } from 'type-graphql';
import { compatibility } from '@seca-hetzner/provider-hetzner/rules';
import { CompatibilityRow, compatibilityRowFromRules } from './compatibility.object.js';

@Resolver(() => CompatibilityRow)
export class CompatibilityResolver {
  @Query(() => [CompatibilityRow], {
    description: 'What becomes of SECA at the provider, kind by kind and field by field.',
  })
  compatibility(
    @Arg('kind', () => String, { nullable: true, description: 'Only the rows of this kind.' })
    kind: string | null,
  ): CompatibilityRow[] {
    return compatibility.filter((row) => !kind || row.kind === kind).map(compatibilityRowFromRules);
  }
}
