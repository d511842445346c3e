import type { EntityManager } from 'typeorm';
import type { Unit } from '../jobs/units.js';
import { urnOf } from '../resource/identity.js';
import { findResourceByUid } from '../resource/resource.repository.js';
import { findConnection } from './provider-connection.repository.js';

/** Whose a unit is and what it is called, for the record of its runs, which outlive it. */
export interface UnitDescription {
  tenant: string | null;
  /** The URN of the resource, or `connection <name>`. */
  target: string | null;
}

export async function describeUnit(manager: EntityManager, unit: Unit): Promise<UnitDescription> {
  if (unit.type === 'connection') {
    const connection = await findConnection(manager, unit.uid);
    return {
      tenant: connection?.tenant ?? null,
      target: connection ? `connection ${connection.name}` : null,
    };
  }
  const resource = await findResourceByUid(manager, unit.uid);
  return { tenant: resource?.tenant ?? null, target: resource ? urnOf(resource) : null };
}
