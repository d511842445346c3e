/**
 * `real`: Hetzner does it. `emulated`: made true by other means, or kept and shown without an effect that a guest
 * could see. `refused`: a PUT that asks for it is refused, naming the field.
 */
export type CompatibilityLevel = 'real' | 'emulated' | 'refused';

/** What becomes of one field of a kind, or of the kind as a whole. */
export interface CompatibilityRow {
  /** As SECA names it in `metadata.kind`; of what has no kind there, its collection. */
  kind: string;
  /** `spec.cidr.ipv6`, `extensions.hetzner.zone`, an action, or absent for the kind as a whole. */
  field?: string;
  /** The part of the field's values that the row speaks of; absent for all that no other row speaks of. */
  when?: string;
  level: CompatibilityLevel;
  /** How, or why not: a sentence for people. */
  how: string;
}
