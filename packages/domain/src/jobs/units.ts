/**
 * What must change together is one unit, with one plan and one run at a time. The uid is that of the resource
 * at its root; for a connection, the connection's id.
 */
export type UnitType =
  | 'connection'
  | 'workspace'
  | 'network'
  | 'instance'
  | 'volume'
  | 'image'
  | 'public-ip'
  | 'security-group';

/** The kinds of resource at the root of a unit. */
export const UNIT_KINDS = [
  'workspace',
  'network',
  'instance',
  'block-storage',
  'image',
  'public-ip',
  'security-group',
] as const;

export interface Unit {
  type: UnitType;
  uid: string;
}

/** `network/0b7c…`: the lease's key, the job's deduplication id, and what logs call the unit. */
export function unitKey(unit: Unit): string {
  return `${unit.type}/${unit.uid}`;
}

export function distinctUnits(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [unitKey(unit), unit])).values()];
}
