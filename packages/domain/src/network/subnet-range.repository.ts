import type { EntityManager } from 'typeorm';
import { ipv4Range, type Ipv4Range } from './cidr.js';
import { SubnetRangeEntity } from './subnet-range.entity.js';

/**
 * Claims `range` for a subnet. Returns the uid of the subnet that holds an overlapping range, or `undefined`
 * when the claim stands, be it since now or before.
 */
export async function claimSubnetRange(
  manager: EntityManager,
  networkUid: string,
  subnetUid: string,
  range: string,
): Promise<string | undefined> {
  for (;;) {
    // An insert that meets a claim of a transaction still open waits for its end.
    await manager.query(
      `INSERT INTO subnet_range (subnet_uid, network_uid, range) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [subnetUid, networkUid, range],
    );
    const [holder]: { subnet_uid: string }[] = await manager.query(
      `SELECT subnet_uid FROM subnet_range WHERE network_uid = $1 AND range && $2::cidr
        ORDER BY subnet_uid = $3 DESC, range LIMIT 1`,
      [networkUid, range, subnetUid],
    );
    if (holder) return holder.subnet_uid === subnetUid ? undefined : holder.subnet_uid;
  }
}

/** The ranges that the subnets of a network hold. */
export async function listSubnetRanges(manager: EntityManager, networkUid: string): Promise<Ipv4Range[]> {
  const rows = await manager.findBy(SubnetRangeEntity, { networkUid });
  return rows.flatMap((row) => ipv4Range(row.range) ?? []);
}

export async function holdsSubnetRange(manager: EntityManager, subnetUid: string): Promise<boolean> {
  return manager.existsBy(SubnetRangeEntity, { subnetUid });
}
