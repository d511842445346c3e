import { IsNull, type EntityManager } from 'typeorm';
import { GatewayAgentEntity } from '../agent/gateway-agent.entity.js';
import { natVmRoles, type GatewayInNetwork } from '../agent/gateway-agent.js';
import type { Unit } from '../jobs/units.js';
import { ProviderBindingEntity } from '../provider/provider-binding.entity.js';
import { findResourceByUid } from '../resource/resource.repository.js';
import type { GoalSighting } from './goal.rules.js';
import type { Goal } from './operation.js';

/** Reads what the database tells of a goal's subject. */
export async function lookAtGoal(manager: EntityManager, goal: Goal): Promise<GoalSighting> {
  switch (goal.type) {
    case 'settled':
    case 'gone': {
      const found = await findResourceByUid(manager, goal.uid);
      if (!found) return {};
      const { status, observedVersion, deletedAt } = found;
      const { state, conditions } = status;
      return {
        resource: { state, newest: conditions[0], observedVersion, isDeleting: deletedAt !== undefined },
      };
    }
    case 'looked-after':
      return { due: await readWhetherDue(manager, goal.unit) };
    case 'gateway-made':
    case 'gateway-drained':
      return { vm: await lookAtVm(manager, goal) };
    case 'gateway-turned':
      return { turn: await lookAtTurn(manager, goal.agentId) };
  }
}

async function readWhetherDue(
  manager: EntityManager,
  { type, uid }: Unit,
): Promise<{ isDue: boolean; failures: number } | undefined> {
  const [table, key] = type === 'connection' ? ['provider_connection', 'id'] : ['resource', 'uid'];
  const [row]: { isDue: boolean; failures: number }[] = await manager.query(
    `SELECT coalesce(due_at <= clock_timestamp(), false) AS "isDue", failures FROM ${table} WHERE ${key} = $1`,
    [uid],
  );
  return row;
}

async function lookAtVm(
  manager: EntityManager,
  { gatewayUid, networkUid, slot = 'primary' }: GatewayInNetwork,
): Promise<GoalSighting['vm']> {
  const binding = await manager.findOneBy(ProviderBindingEntity, {
    unitUid: networkUid,
    resourceUid: gatewayUid,
    role: natVmRoles[slot],
  });
  const agent = await manager.findOneBy(GatewayAgentEntity, {
    gatewayUid,
    networkUid,
    slot,
    revokedAt: IsNull(),
  });
  if (!binding && !agent) return undefined;
  return { isMade: binding?.madeWith != null, agentState: agent?.state };
}

async function lookAtTurn(manager: EntityManager, agentId: string): Promise<GoalSighting['turn']> {
  const agent = await manager.findOneBy(GatewayAgentEntity, { id: agentId, revokedAt: IsNull() });
  return agent ? { requestedAt: agent.turnRequestedAt, takenFor: agent.turnTakenFor } : undefined;
}
