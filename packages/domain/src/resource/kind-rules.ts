import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Fault } from '../errors.js';
import type { ProviderRules, WriteSituation } from '../provider/provider-rules.js';
import type { CatalogueItem } from '../region/catalogue.js';
import type { Settings } from '../settings.js';
import type { Explanation, StateHistory } from './conditions.js';
import { isSameIdentity, type TargetIdentity } from './identity.js';
import type { Kind } from './kinds.js';
import type { ReferenceField } from './references.js';
import type { Resource, SpecOf, StatusOf } from './resource.js';

/** What a reference of the spec led to. */
export interface ResolvedReference {
  field: ReferenceField;
  /** Absent for an address. */
  target?: TargetIdentity;
  /** The row, locked against removal; absent for a SKU, an address, and a target that may be missing. */
  resource?: Resource;
}

/** A PUT that has passed authorization, schema and reference checks, inside its transaction. */
export interface Admission<K extends Kind> {
  manager: EntityManager;
  /** What is to be stored; for an update with the uid of the stored one. */
  draft: Resource<K>;
  /** The stored one, locked; absent for a create. */
  existing: Resource<K> | undefined;
  /** For a kind without region one that has no name and no zones. */
  region: CatalogueItem<'region'>;
  /** The network that a subnet or route table lies in. */
  parentNetwork: Resource<'network'> | undefined;
  /** By the pointer of the field. */
  references: ReadonlyMap<string, ResolvedReference>;
  /** What the stored spec names, by the pointer of the field; empty for a create. */
  previousTargets: ReadonlyMap<string, TargetIdentity>;
  settings: Settings;
  providerRules: ProviderRules;
}

/** Whether an update names something else in this field; another spelling of the same target is no change. */
export function isTargetChanged<K extends Kind>(admission: Admission<K>, pointer: string): boolean {
  if (!admission.existing) return false;
  const before = admission.previousTargets.get(pointer);
  const after = admission.references.get(pointer)?.target;
  return before && after ? !isSameIdentity(before, after) : before !== after;
}

/** The resource that this field names, if it is one of `kind` and exists. */
export function referencedResource<K extends Kind, T extends Kind>(
  admission: Admission<K>,
  pointer: string,
  kind: T,
): Resource<T> | undefined {
  const resource: Resource | undefined = admission.references.get(pointer)?.resource;
  return resource?.kind === kind ? (resource as Resource<T>) : undefined;
}

/** Faults for references that lead out of the workspace, whose things at the provider may lie in another account. */
export function elsewhereFaults<K extends Kind>(
  { references, draft }: Admission<K>,
  fields: readonly ReferenceField[],
): Fault[] {
  return fields.flatMap(({ pointer }) => {
    const target = references.get(pointer)?.target;
    if (!target || (target.workspace === draft.workspace && target.tenant === draft.tenant)) return [];
    return [{ pointer, message: `${target.kind} '${target.name}' lies in another workspace` }];
  });
}

/** What a status says beside its state. */
export type StatusDetails<K extends Kind> = Omit<StatusOf<K>, keyof StateHistory>;

export interface Arrangement<K extends Kind> {
  details: StatusDetails<K>;
  /** What there is to say of it although nothing is wrong with it. */
  note?: string;
  /** Why it cannot even be started on: it keeps `pending` until what it waits for is gone. */
  waitsFor?: Explanation;
}

/** What sets one kind apart from the others, for the commands that treat all kinds alike. */
export interface KindRules<K extends Kind> {
  /** The shape and bounds of a spec as clients may send it. */
  specSchema: z.ZodType<SpecOf<K>>;
  /** Fills in the documented scalar defaults; whatever the client sent stays as it is. */
  complete(spec: SpecOf<K>, region: CatalogueItem<'region'>): SpecOf<K>;
  references(spec: SpecOf<K>): ReferenceField[];
  /** What is wrong with the draft, by itself and beside what is stored. */
  faults(admission: Admission<K>): Promise<readonly Fault[]> | readonly Fault[];
  /** What the provider has to know of the surroundings to judge the draft. */
  situation(admission: Admission<K>): Promise<Partial<WriteSituation>> | Partial<WriteSituation>;
  /** Takes what the resource needs of a shared space (ranges, addresses) and says what the status shows of it. */
  arrange(admission: Admission<K>): Promise<Arrangement<K>> | Arrangement<K>;
}

/** The rules most kinds begin with; a kind overrides what it has more to say on. */
export function plainRules<K extends Kind>(
  rules: Pick<KindRules<K>, 'specSchema' | 'arrange'> & Partial<KindRules<K>>,
): KindRules<K> {
  return {
    complete: (spec) => spec,
    references: () => [],
    faults: () => [],
    situation: () => ({}),
    ...rules,
  };
}
