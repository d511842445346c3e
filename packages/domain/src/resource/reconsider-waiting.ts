import type { EntityManager } from 'typeorm';
import type { Domain } from '../domain.js';
import type { Transaction } from '../persistence/transaction.js';
import { getRegion } from '../region/catalogue.repository.js';
import { WAITING_REASONS, explainState } from './conditions.js';
import { networkIdentityOf } from './identity.js';
import { arrangementOf, situationOf } from './arrange.js';
import { rulesOf } from './kind-registry.js';
import type { Admission, ResolvedReference } from './kind-rules.js';
import type { Kind } from './kinds.js';
import { placeResource, withArrangement, withHistory } from './place-resource.js';
import { ResourceEntity, resourceFromEntity } from './resource.entity.js';
import {
  findReferrers,
  findResource,
  findResourceByUid,
  findTargetIdentities,
  findTargets,
} from './resource.repository.js';
import type { Resource } from './resource.js';

/**
 * Gives what has become free to those who wait for it in the same workspace, the oldest first. Called by the
 * transaction that frees it.
 */
export async function reconsiderWaiting(
  domain: Domain,
  transaction: Transaction,
  freed: Resource,
): Promise<void> {
  const { tenant, region, workspace } = freed;
  const rows = await transaction.manager
    .createQueryBuilder(ResourceEntity, 'resource')
    .where('resource.tenant = :tenant AND resource.region = :region AND resource.workspace = :workspace')
    .andWhere(`resource.kind IN ('subnet', 'nic', 'instance') AND resource.deletedAt IS NULL`)
    .andWhere(`resource.status #>> '{conditions,0,reason}' IN (:...reasons)`)
    .setParameters({ tenant, region, workspace, reasons: WAITING_REASONS })
    .orderBy('resource.createdAt', 'ASC')
    .addOrderBy('resource.kind', 'DESC') // a subnet before the NICs that wait for it
    .setLock('for_no_key_update')
    .getMany();
  for (const row of rows) await reconsider(domain, transaction, resourceFromEntity(row));
}

/** Has the NICs look that name a public IP which has just come or gone. */
export async function reconsiderNicsOf(
  domain: Domain,
  transaction: Transaction,
  publicIp: Resource,
): Promise<void> {
  if (publicIp.kind !== 'public-ip') return;
  for (const { uid } of await findReferrers(transaction.manager, publicIp, ['nic'])) {
    const nic = await findResourceByUid(transaction.manager, uid, 'no-key-update');
    if (nic && nic.deletedAt === undefined) await reconsider(domain, transaction, nic);
  }
}

async function reconsider(domain: Domain, transaction: Transaction, resource: Resource): Promise<void> {
  const { manager } = transaction;
  const unexplained = withHistory(resource, explainState(resource.status, {}));
  const admission: Admission<Kind> = {
    manager,
    draft: unexplained,
    existing: unexplained,
    region: await getRegion(manager, resource.region),
    parentNetwork:
      resource.network === '' ? undefined : await findResource(manager, networkIdentityOf(resource)),
    references: await storedReferences(manager, unexplained),
    previousTargets: await findTargetIdentities(manager, resource.uid),
    settings: domain.settings,
    providerRules: domain.providerRules,
  };
  const arrangement = await arrangementOf(admission, await situationOf(admission));
  const isNew = resource.observedVersion === 0;
  await placeResource(domain, transaction, withArrangement(unexplained, arrangement), arrangement, isNew);
}

async function storedReferences(
  manager: EntityManager,
  resource: Resource,
): Promise<Map<string, ResolvedReference>> {
  const targets = await findTargets(manager, resource.uid);
  return new Map(
    rulesOf(resource.kind)
      .references(resource.spec)
      .map((field) => {
        const target = targets.get(field.pointer);
        return [field.pointer, { field, ...(target ? { target, resource: target } : {}) }];
      }),
  );
}
