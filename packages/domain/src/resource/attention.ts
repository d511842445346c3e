import type { OperatorCaller } from '../authorization/caller.js';
import { requireTenant } from '../authorization/operator-role.js';
import type { Domain } from '../domain.js';

/** `broken`: somebody has to act; `late`: it has been on its way for longer than such things take. */
export type Severity = 'broken' | 'late';

/** Something that is not as it should be. */
export interface AttentionItem {
  severity: Severity;
  since: Date;
  tenant: string;
  /** What it is about: a resource, the network of an agent, or a connection. */
  about: 'resource' | 'agent' | 'connection';
  /** Of the resource, the network or the connection. */
  uid: string;
  /** Why, as a stable word, and for people; `undefined` where nothing was said. */
  reason: string | undefined;
  message: string | undefined;
}

/** What takes longer than this is worth a look. */
const LATE_AFTER = '2 minutes';

/** Whoever sees so many has another problem. */
const MOST = 200;

/**
 * What is wrong in a tenant, or in all that the caller may enter, the worst and of these the oldest first; at most 200.
 * Throws `ForbiddenError` for another tenant.
 */
export async function findAttention(
  { dataSource }: Domain,
  caller: OperatorCaller,
  tenant: string | undefined,
): Promise<AttentionItem[]> {
  if (tenant !== undefined) requireTenant(caller, tenant);
  const rows: (Omit<AttentionItem, 'reason' | 'message'> & Record<'reason' | 'message', string | null>)[] =
    await dataSource.query(
      `WITH wrong AS (
         SELECT CASE status->>'state' WHEN 'error' THEN 'broken' ELSE 'late' END AS severity,
                (status->'conditions'->0->>'at')::timestamptz AS since, tenant, 'resource' AS about, uid,
                status->'conditions'->0->>'reason' AS reason, status->'conditions'->0->>'message' AS message
           FROM resource WHERE status->>'state' <> 'active'
         UNION ALL
         SELECT CASE status WHEN 'error' THEN 'broken' ELSE 'late' END, status_since, tenant, 'connection', id,
                status_code, NULL
           FROM provider_connection WHERE status <> 'connected'
         UNION ALL
         SELECT CASE agent.state WHEN 'unhealthy' THEN 'broken' ELSE 'late' END, agent.state_since, network.tenant,
                'agent', network.uid, agent.state, agent.state_reason
           FROM gateway_agent agent JOIN resource network ON network.uid = agent.network_uid
          WHERE agent.revoked_at IS NULL AND agent.state IN ('unhealthy', 'provisioning')
       )
       SELECT * FROM wrong
        WHERE ($1::text IS NULL OR tenant = $1)
          AND (severity = 'broken' OR since < clock_timestamp() - $2::interval)
        ORDER BY severity, since LIMIT $3`,
      [tenant ?? caller.tenant ?? null, LATE_AFTER, MOST],
    );
  return rows.map(({ reason, message, ...item }) => ({
    ...item,
    reason: reason ?? undefined,
    message: message ?? undefined,
  }));
}
