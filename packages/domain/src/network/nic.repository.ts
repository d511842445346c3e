import type { EntityManager } from 'typeorm';
import type { Scope } from '../resource/identity.js';

/** Takes the MAC address off the NIC that had it: its instance has let go of it. */
export async function forgetMacAddress(
  manager: EntityManager,
  { tenant, region, workspace }: Scope,
  macAddress: string,
): Promise<void> {
  await manager.query(
    `UPDATE resource SET status = status - 'macAddress'
      WHERE tenant = $1 AND region = $2 AND workspace = $3 AND network = '' AND kind = 'nic'
        AND status ->> 'macAddress' = $4`,
    [tenant, region, workspace, macAddress],
  );
}
