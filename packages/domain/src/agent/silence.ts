import type { Domain } from '../domain.js';
import { inTransaction } from '../persistence/transaction.js';
import { nextAgentState, statesLeftBy } from './agent-state.js';
import { wakeNetworks } from './tell-network.js';

/** Three heartbeats. */
export const SILENCE_MS = 30_000;

/** How long a VM may take from being asked for until its agent registers. */
const REGISTRATION_MS = 600_000;

const HEARD_NOTHING = 'nothing has been heard of it for 30 seconds';
const NOT_REGISTERED = 'it has not registered within 10 minutes';

/** What silence makes of each state, as far as it changes anything. */
const fallen = Object.fromEntries(
  statesLeftBy('silence').map((state) => [state, nextAgentState(state, 'silence')]),
);

/**
 * Notes which agents have fallen silent, and returns how many; any number of processes may look at the same time.
 * Only to be called by a process to which agents could have talked for the last `SILENCE_MS`.
 */
export async function markSilentAgents(domain: Domain): Promise<number> {
  const { dataSource, clock } = domain;
  return inTransaction(dataSource, async (transaction) => {
    const [rows]: [{ networkUid: string }[], number] = await transaction.manager.query(
      `UPDATE gateway_agent
          SET state = $1::jsonb ->> state, state_since = $2,
              state_reason = CASE WHEN registered_at IS NULL THEN $3 ELSE $4 END
        WHERE id IN (
          SELECT id FROM gateway_agent
           WHERE revoked_at IS NULL AND state = ANY($5)
             AND CASE WHEN registered_at IS NULL THEN created_at <= $6
                      ELSE greatest(registered_at, heartbeat_at) <= $7 END
           ORDER BY id FOR NO KEY UPDATE)
        RETURNING network_uid AS "networkUid"`,
      [
        JSON.stringify(fallen),
        clock.now(),
        NOT_REGISTERED,
        HEARD_NOTHING,
        Object.keys(fallen),
        clock.after(-REGISTRATION_MS),
        clock.after(-SILENCE_MS),
      ],
    );
    await wakeNetworks(
      domain,
      transaction,
      rows.map(({ networkUid }) => networkUid),
    );
    return rows.length;
  });
}

/**
 * Whether agents elsewhere than in a network have been heard of lately, or there are none: if all are silent, the
 * fault is rather on our side.
 */
export async function areOtherAgentsHeard(
  { dataSource, clock }: Pick<Domain, 'dataSource' | 'clock'>,
  networkUid: string,
): Promise<boolean> {
  const [row]: { isHeard: boolean }[] = await dataSource.query(
    `SELECT coalesce(bool_or(greatest(registered_at, heartbeat_at) > $1), true) AS "isHeard"
       FROM gateway_agent
      WHERE revoked_at IS NULL AND registered_at IS NOT NULL AND network_uid <> $2`,
    [clock.after(-SILENCE_MS), networkUid],
  );
  return row?.isHeard ?? true;
}
