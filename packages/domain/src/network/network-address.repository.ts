import { In, type EntityManager } from 'typeorm';
import { ipv4Number, ipv4Text, type Ipv4Range } from './cidr.js';
import { NetworkAddressEntity, type AddressRole } from './network-address.entity.js';

export interface AddressClaim {
  networkUid: string;
  subnetUid: string;
  ownerUid: string;
  role: AddressRole;
}

/** Claims one address; returns who holds it already, or `undefined` when the claim stands. */
export async function claimAddress(
  manager: EntityManager,
  claim: AddressClaim,
  address: string,
): Promise<NetworkAddressEntity | undefined> {
  for (;;) {
    await manager.query(
      `INSERT INTO network_address (network_uid, address, owner_uid, subnet_uid, role)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [claim.networkUid, address, claim.ownerUid, claim.subnetUid, claim.role],
    );
    const holder = await manager.findOneBy(NetworkAddressEntity, { networkUid: claim.networkUid, address });
    if (!holder) continue;
    return holder.ownerUid === claim.ownerUid && holder.role === claim.role ? undefined : holder;
  }
}

/** From which end of a subnet an address is taken. */
export type SearchOrder = 'lowest' | 'highest';

/** How many free addresses are looked at together; more than there are ever transactions at once. */
const CANDIDATES = 256;

/**
 * Claims a free address of `range`, never its first or last and never one of `reserved`. Returns `undefined`
 * when there is none. Transactions that ask at the same time do not wait for each other: each takes the next
 * address that no other is about to take.
 */
export async function claimAnyAddress(
  manager: EntityManager,
  claim: AddressClaim,
  range: Ipv4Range,
  reserved: readonly string[],
  order: SearchOrder,
): Promise<string | undefined> {
  const unusable = new Set(reserved.map(ipv4Number));
  for (;;) {
    const rows = await manager.findBy(NetworkAddressEntity, { networkUid: claim.networkUid });
    const taken = new Set([...unusable, ...rows.map((row) => ipv4Number(row.address))]);
    const candidates = freeAddresses(range, order, taken);
    if (candidates.length === 0) return undefined;
    const [chosen]: { candidate: string }[] = await manager.query(
      `SELECT candidate FROM unnest($1::text[]) AS candidate
        WHERE pg_try_advisory_xact_lock(hashtextextended($2 || candidate, 0)) LIMIT 1`,
      [candidates, claim.networkUid],
    );
    // With every candidate about to be taken by others, wait for the first of them.
    const address = chosen?.candidate ?? candidates[0];
    if (address !== undefined && (await claimAddress(manager, claim, address)) === undefined) return address;
  }
}

function freeAddresses(range: Ipv4Range, order: SearchOrder, taken: ReadonlySet<number>): string[] {
  const [low, high] = [range.first + 1, range.last - 1];
  const free: string[] = [];
  for (let offset = 0; low + offset <= high && free.length < CANDIDATES; offset += 1) {
    const number = order === 'lowest' ? low + offset : high - offset;
    if (!taken.has(number)) free.push(ipv4Text(number));
  }
  return free;
}

/** Gives up what `ownerUid` holds, but for the addresses in `kept`. */
export async function releaseAddresses(
  manager: EntityManager,
  ownerUid: string,
  kept: readonly string[] = [],
): Promise<void> {
  await manager.query(
    `DELETE FROM network_address WHERE owner_uid = $1 AND host(address) <> ALL($2::text[])`,
    [ownerUid, kept],
  );
}

/** Gives up what `ownerUid` holds in one network in these roles. */
export async function releaseAddressesIn(
  manager: EntityManager,
  networkUid: string,
  ownerUid: string,
  roles: readonly AddressRole[],
): Promise<void> {
  await manager.delete(NetworkAddressEntity, { networkUid, ownerUid, role: In(roles) });
}

/** The addresses that an owner holds in a network, by role. */
export async function findAddresses(
  manager: EntityManager,
  networkUid: string,
  ownerUid: string,
): Promise<NetworkAddressEntity[]> {
  return manager.findBy(NetworkAddressEntity, { networkUid, ownerUid });
}
