import { instanceSpecSchema } from '../compute/instance.js';
import type { Domain } from '../domain.js';
import { findConnection } from '../provider/provider-connection.repository.js';
import { findCatalogueItem, getRegion } from '../region/catalogue.repository.js';
import { workspaceIdentityOf } from '../resource/identity.js';
import { rulesOf } from '../resource/kind-registry.js';
import { targetsOf } from '../resource/resolve-references.js';
import { findResource } from '../resource/resource.repository.js';
import type { Spend } from '../spend/priced-item.js';
import type { DeclaredDocument } from './plan.js';

/** What speaks against a plan coming about soon, although nothing is wrong with it; each said once. */
export async function warningsOf(
  domain: Domain,
  puts: readonly DeclaredDocument[],
  { unpriced }: Spend,
): Promise<string[]> {
  const warnings = new Set<string>();
  for (const put of puts) {
    for (const warning of [await connectionWarning(domain, put), await capacityWarning(domain, put)]) {
      if (warning !== undefined) warnings.add(warning);
    }
  }
  if (unpriced > 0) warnings.add(`${unpriced} thing(s) have no known price and are not in the sums`);
  return [...warnings];
}

async function connectionWarning(
  { dataSource: { manager } }: Domain,
  { identity }: DeclaredDocument,
): Promise<string | undefined> {
  if (identity.workspace === '') return undefined;
  const workspace = await findResource(manager, workspaceIdentityOf(identity));
  if (!workspace) return undefined;
  const connection =
    workspace.connectionId === undefined ? undefined : await findConnection(manager, workspace.connectionId);
  if (!connection)
    return `workspace '${workspace.name}' has no provider connection: nothing is made until it has`;
  if (connection.status === 'error' || connection.status === 'connecting') {
    return `connection '${connection.name}' is ${connection.status}: nothing is made until it is connected`;
  }
  if (connection.mode !== 'plan') return undefined;
  return `connection '${connection.name}' is in plan mode: the provider is not written to`;
}

async function capacityWarning(
  { dataSource: { manager }, providerRules }: Domain,
  { identity, spec }: DeclaredDocument,
): Promise<string | undefined> {
  if (identity.kind !== 'instance') return undefined;
  const parsed = instanceSpecSchema.safeParse(spec);
  if (!parsed.success) return undefined;
  const target = targetsOf(rulesOf('instance').references(parsed.data), identity).get('/spec/skuRef');
  if (!target || (await findResource(manager, identity))) return undefined;
  const sku = await findCatalogueItem(manager, 'instance-sku', identity.region, target.name);
  if (!sku) return undefined;
  const region = await getRegion(manager, identity.region);
  return providerRules.capacityWarning(sku, region, parsed.data.zone);
}
