import type { Domain } from '../domain.js';
import { noticeOf } from '../jobs/notices.js';
import type { Unit } from '../jobs/units.js';
import type { Transaction } from '../persistence/transaction.js';
import { wakeUnits } from '../resource/place-resource.js';
import { findResourceByUid } from '../resource/resource.repository.js';

/** Has the networks looked after, and tells every process, because something about their agents has changed. */
export async function wakeNetworks(
  domain: Domain,
  transaction: Transaction,
  networkUids: readonly string[],
): Promise<void> {
  await wakeUnits(
    domain,
    transaction,
    networkUids.map((uid): Unit => ({ type: 'network', uid })),
  );
  for (const uid of new Set(networkUids)) await announceNetwork(domain, transaction, uid);
}

/** Tells every process that there is something new for or from the agents of a network. */
export async function announceNetwork(
  domain: Domain,
  { manager, afterCommit }: Transaction,
  networkUid: string,
): Promise<void> {
  const network = await findResourceByUid(manager, networkUid);
  if (network) afterCommit(() => domain.jobs.announce([noticeOf(network)]));
}
