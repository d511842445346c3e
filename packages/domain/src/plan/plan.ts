import type { Fault } from '../errors.js';
import type { AuditedChange } from '../audit/audit-event.entity.js';
import type { Kind } from '../resource/kinds.js';
import type { ResourceIdentity } from '../resource/identity.js';
import type { UserMaps } from '../resource/resource.js';
import type { PlanEntity } from './plan.entity.js';

/** A resource as a document declares it. The spec is as it was sent, not yet checked. */
export interface DeclaredDocument {
  identity: ResourceIdentity;
  maps: UserMaps;
  spec: unknown;
}

/** One thing that a plan does. */
export interface PlannedDocument {
  identity: ResourceIdentity;
  do: 'put' | 'delete';
  /** Of a PUT. */
  declared?: { maps: UserMaps; spec: unknown };
  /** The version that the plan was made for; null when the resource was not there. */
  seenVersion: number | null;
}

/**
 * `create`: it is not there yet; `change`: it stays and becomes different; `replace`: it would have to be deleted and
 * made anew, which a plan never does by itself; `delete`: it is no longer declared; `none`: it is as declared.
 */
export type PlanAction = 'create' | 'change' | 'replace' | 'delete' | 'none';

/** What would become of one resource. */
export interface PlannedChange {
  kind: Kind;
  name: string;
  urn: string;
  action: PlanAction;
  /** Why, in a sentence. */
  reason: string;
  /** What differs, value by value; user data as length and hash. */
  changes: AuditedChange[];
  /** Why it is refused; empty when it can be done. */
  faults: Fault[];
  /** Calls to the provider that it is expected to take, besides polls. */
  calls: number;
}

export interface PlanAnswer {
  changes: PlannedChange[];
  /** Whether `applyPlan` would accept it. */
  isApplicable: boolean;
  /** Calls to the provider in all, besides polls. */
  calls: number;
  /** Of everything that the tenant has, net, without traffic, images and what has no known price. */
  monthlyEurBefore: number;
  monthlyEurAfter: number;
  warnings: string[];
}

/** A plan as it is kept. */
export interface Plan extends PlanEntity {
  documents: PlannedDocument[];
  answer: PlanAnswer;
}
