import { networkIdentityOf, urnOf, workspaceIdentityOf, type TargetIdentity } from '../resource/identity.js';
import { rulesOf } from '../resource/kind-registry.js';
import { kinds, type Kind } from '../resource/kinds.js';
import { targetsOf } from '../resource/resolve-references.js';
import type { DeclaredDocument } from './plan.js';

/**
 * The documents in an order in which what one lies in or refers to comes before it, as far as it is among them; those
 * that depend on nothing stay as they were given. Where they refer to each other in a circle, the first comes first.
 */
export function orderDocuments(documents: readonly DeclaredDocument[]): DeclaredDocument[] {
  const byKey = new Map(documents.map((document) => [keyOf(document.identity), document]));
  const ordered = new Set<DeclaredDocument>();
  const onTheWay = new Set<DeclaredDocument>();
  const place = (document: DeclaredDocument): void => {
    if (ordered.has(document) || onTheWay.has(document)) return;
    onTheWay.add(document);
    for (const target of neededBy(document)) {
      const needed = byKey.get(keyOf(target));
      if (needed) place(needed);
    }
    ordered.add(document);
  };
  for (const document of documents) place(document);
  return [...ordered];
}

/** URNs name no region, and two regions may each have a resource of one name. */
function keyOf(target: TargetIdentity): string {
  return `${target.region} ${urnOf(target)}`;
}

function neededBy({ identity, spec }: DeclaredDocument): TargetIdentity[] {
  const { level } = kinds[identity.kind];
  const parents = [
    ...(level === 'tenant' ? [] : [workspaceIdentityOf(identity)]),
    ...(level === 'network' ? [networkIdentityOf(identity)] : []),
  ];
  const rules = rulesOf(identity.kind);
  const parsed = rules.specSchema.safeParse(spec);
  // A spec that cannot be read refers to nothing; what is wrong with it is found when it is tried.
  return parsed.success
    ? [...parents, ...targetsOf(rules.references(parsed.data), identity).values()]
    : parents;
}

/** In which order kinds go, so that nothing is deleted before what uses it. */
const DELETION_ORDER: readonly Kind[] = [
  'instance',
  'nic',
  'public-ip',
  'security-group',
  'security-group-rule',
  'block-storage',
  'subnet',
  'routing-table',
  'internet-gateway',
  'network',
];

/** Resources of a workspace in an order in which they can be deleted. */
export function orderDeletions<T extends { kind: Kind }>(resources: readonly T[]): T[] {
  const place = ({ kind }: T): number => DELETION_ORDER.indexOf(kind);
  return resources.toSorted((a, b) => place(a) - place(b));
}
