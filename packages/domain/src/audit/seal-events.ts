import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { hashOf } from './chain.js';

const AT_ONCE = 500;

/**
 * Gives events that are committed their place in the chain, oldest first, and returns how many. One process does so at a
 * time: another one that asks meanwhile gets 0. An event that commits late, after later ids were sealed, takes the next
 * place: the chain has the order of sealing, so that no event is left out and no place is empty.
 */
export async function sealEvents(dataSource: DataSource): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const chain = await lockChain(manager);
    if (!chain) return 0;
    const events = await manager.find(AuditEventEntity, {
      where: { seal: IsNull() },
      order: { id: 'ASC' },
      take: AT_ONCE,
    });
    if (events.length === 0) return 0;
    let hash = chain.headHash;
    let seal = BigInt(chain.headSeal);
    const sealed = events.map((event) => {
      hash = hashOf(hash, event);
      seal += 1n;
      return { id: event.id, seal: String(seal), hash };
    });
    await manager.query(
      `UPDATE audit_event SET seal = sealed.seal, hash = sealed.hash
         FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS sealed(id, seal, hash)
        WHERE audit_event.id = sealed.id`,
      [sealed.map((row) => row.id), sealed.map((row) => row.seal), sealed.map((row) => row.hash)],
    );
    await manager.update(AuditChainEntity, { id: 1 }, { headSeal: String(seal), headHash: hash });
    return events.length;
  });
}

/**
 * Removes sealed events that are older than `before`, from the beginning of the chain and never out of its middle, some
 * thousand at a time; number and hash of the last one stay as the anchor of those that follow. Returns how many.
 */
export async function removeOldEvents(dataSource: DataSource, before: Date, now: Date): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const chain = await lockChain(manager);
    if (!chain) return 0;
    const oldest: { seal: string; id: string; hash: string; isOld: boolean }[] = await manager.query(
      `SELECT seal, id, hash, at < $2 AS "isOld" FROM audit_event
        WHERE seal > $1 ORDER BY seal LIMIT ${10 * AT_ONCE}`,
      [chain.anchorSeal, before],
    );
    const firstYoung = oldest.findIndex(({ isOld }) => !isOld);
    const old = firstYoung === -1 ? oldest : oldest.slice(0, firstYoung);
    const last = old.at(-1);
    if (!last) return 0;
    await manager.query('DELETE FROM audit_event WHERE seal <= $1', [last.seal]);
    const anchor = { anchorSeal: last.seal, anchorHash: last.hash, anchorEventId: last.id, anchoredAt: now };
    await manager.update(AuditChainEntity, { id: 1 }, anchor);
    return old.length;
  });
}

type Ends = Pick<AuditChainEntity, 'headSeal' | 'headHash' | 'anchorSeal'>;

/** `undefined` while another process has it. */
async function lockChain(manager: EntityManager): Promise<Ends | undefined> {
  const [row]: Ends[] = await manager.query(
    `SELECT head_seal AS "headSeal", head_hash AS "headHash", anchor_seal AS "anchorSeal"
       FROM audit_chain WHERE id = 1 FOR UPDATE SKIP LOCKED`,
  );
  return row;
}
