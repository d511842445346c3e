/**
 * The contract contradicts itself in places, and the official suite settles some of them otherwise than the
 * written rules. `suite` accepts what the suite demands, `spec` refuses what the rules forbid.
 */
export type Compatibility = 'suite' | 'spec';

/** Whether references that the contract leaves open may name what does not exist yet. */
export type DanglingReferences = 'reject' | 'accept';

export interface Settings {
  compatibility: Compatibility;
  danglingReferences: DanglingReferences;
}
