import { randomUUID } from 'node:crypto';
import { LessThan } from 'typeorm';
import type { Domain } from '../domain.js';
import { NotFoundError } from '../errors.js';
import { waitUntilSettled } from '../jobs/settled.js';
import { inTransaction } from '../persistence/transaction.js';
import type { CommandAnswer, CommandRequest, HandedCommand } from './agent-command.js';
import { AgentCommandEntity } from './agent-command.entity.js';
import type { KnownAgent } from './gateway-agent.repository.js';
import { lockLivingAgent } from './gateway-agent.repository.js';
import { announceNetwork } from './tell-network.js';

/** Nobody waits for an answer for longer. */
const LIFETIME_MS = 60_000;

/** A command that was handed out and not answered is handed out again: the reply may have been lost. */
const HAND_OUT_AGAIN_MS = 10_000;

/** How long answers are kept for whoever wants to look back. */
const KEPT_MS = 86_400_000;

/**
 * Asks a living agent and waits for its answer, `timeoutMs` at most; `undefined` when none came by then. Throws
 * `NotFoundError` when there is no such agent.
 */
export async function askAgent(
  domain: Domain,
  agentId: string,
  request: CommandRequest,
  timeoutMs: number,
): Promise<CommandAnswer | undefined> {
  const { dataSource, jobs, clock } = domain;
  const id = randomUUID();
  const networkUid = await inTransaction(dataSource, async (transaction) => {
    const { manager } = transaction;
    const agent = await lockLivingAgent(manager, { id: agentId });
    if (!agent) throw new NotFoundError(`there is no agent ${agentId}`);
    await manager.delete(AgentCommandEntity, { agentId, createdAt: LessThan(clock.after(-KEPT_MS)) });
    await manager.insert(AgentCommandEntity, { id, agentId, ...request, createdAt: clock.now() });
    await announceNetwork(domain, transaction, agent.networkUid);
    return agent.networkUid;
  });
  let answer: CommandAnswer | undefined;
  await waitUntilSettled(jobs, clock, networkUid, timeoutMs, async () => {
    const command = await dataSource.manager.findOneBy(AgentCommandEntity, { id });
    if (command?.outcome) {
      const { outcome, result, error } = command;
      answer = { outcome, result, error };
    }
    return answer !== undefined;
  });
  return answer;
}

/** Hands out what an agent has been asked and has not answered, the oldest first. */
export async function handOutCommands(
  { dataSource, clock }: Domain,
  agentId: string,
): Promise<HandedCommand[]> {
  const [rows]: [(HandedCommand & { createdAt: Date })[], number] = await dataSource.query(
    `UPDATE agent_command SET delivered_at = $2
      WHERE agent_id = $1 AND finished_at IS NULL AND created_at > $3
        AND (delivered_at IS NULL OR delivered_at <= $4)
      RETURNING id, name, arguments, created_at AS "createdAt"`,
    [agentId, clock.now(), clock.after(-LIFETIME_MS), clock.after(-HAND_OUT_AGAIN_MS)],
  );
  return rows
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    .map(({ id, name, arguments: args }) => ({ id, name, arguments: args }));
}

/**
 * Takes an agent's answer; a second one to the same command changes nothing. Throws `NotFoundError` for what is no
 * command of this agent.
 */
export async function finishCommand(
  domain: Domain,
  agent: KnownAgent,
  id: string,
  { outcome, result, error }: CommandAnswer,
): Promise<void> {
  await inTransaction(domain.dataSource, async (transaction) => {
    const { manager } = transaction;
    const command = await manager.findOne(AgentCommandEntity, {
      where: { id, agentId: agent.id },
      lock: { mode: 'for_no_key_update' },
    });
    if (!command) throw new NotFoundError(`there is no command ${id} for this agent`);
    if (command.finishedAt) return;
    const finishedAt = domain.clock.now();
    await manager.update(AgentCommandEntity, { id }, { finishedAt, outcome, result, error });
    await announceNetwork(domain, transaction, agent.networkUid);
  });
}
