import { IsNull, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { hashOf } from './chain.js';

const AT_ONCE = 1_000;
const TAIL_SHOWN = 20;

export interface ChainReport {
  /** Number of the last event that was removed because of its age; 0 when none was. */
  anchorSeal: string;
  /** Sealed events that follow it and are as they were sealed. */
  verified: number;
  /** The newest seal, to be noted elsewhere: who can rewrite the whole chain cannot rewrite that note. */
  headSeal: string;
  headHash: string;
  /** What is wrong first, in a sentence; `undefined` when nothing is. */
  fault: string | undefined;
  /** Events that no seal vouches for yet, and the oldest of them. */
  unsealedCount: number;
  unsealed: AuditEventEntity[];
}

/** Verifies the chain from its anchor to its head, in one snapshot, beside those who write. */
export async function verifyChain(dataSource: DataSource): Promise<ChainReport> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const chain = await manager.findOneByOrFail(AuditChainEntity, { id: 1 });
    const unsealed = await manager.find(AuditEventEntity, {
      where: { seal: IsNull() },
      order: { id: 'ASC' },
      take: TAIL_SHOWN,
    });
    return {
      ...(await followChain(manager, chain)),
      anchorSeal: chain.anchorSeal,
      headSeal: chain.headSeal,
      headHash: chain.headHash,
      unsealedCount: await manager.countBy(AuditEventEntity, { seal: IsNull() }),
      unsealed,
    };
  });
}

async function followChain(
  manager: EntityManager,
  { anchorSeal, anchorHash, headSeal, headHash }: AuditChainEntity,
): Promise<Pick<ChainReport, 'verified' | 'fault'>> {
  let verified = 0;
  let seal = BigInt(anchorSeal);
  let hash = anchorHash;
  for (;;) {
    const events = await manager.find(AuditEventEntity, {
      where: { seal: MoreThan(String(seal)) },
      order: { seal: 'ASC' },
      take: AT_ONCE,
    });
    for (const event of events) {
      seal += 1n;
      if (event.seal !== String(seal)) return { verified, fault: `the event with seal ${seal} is missing` };
      hash = hashOf(hash, event);
      if (event.hash !== hash) {
        return { verified, fault: `event ${event.id} with seal ${seal} is not what was sealed` };
      }
      verified += 1;
    }
    if (events.length < AT_ONCE) break;
  }
  if (String(seal) === headSeal && hash === headHash) return { verified, fault: undefined };
  return { verified, fault: `the chain ends with seal ${seal}, but ${headSeal} was given` };
}
