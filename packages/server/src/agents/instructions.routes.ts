import { Router } from 'express';
import { z } from 'zod';
import { findInstructions, waitUntilSettled, type Domain, type Instructions } from '@seca-hetzner/domain';
import { parseBody } from './json-body.js';
import type { AgentMetrics } from './metrics.js';
import { agentOf } from './peer.js';

const querySchema = z.object({ after: z.coerce.number().int().nonnegative().default(0) });

const WAIT_MS = 25_000;

/** How often the database is asked while no notice comes: the fallback for a lost one. */
const LOOK_AGAIN_MS = 5_000;

/**
 * `GET /v1/instructions?after=N`: waits until there is something for the agent. A second request of the same agent
 * ends the first one, whose connection may be dead without anybody knowing.
 */
export function instructionRoutes(domain: Domain, metrics: AgentMetrics, stopping: AbortSignal): Router {
  const router = Router();
  const waiting = new Map<string, AbortController>();
  router.get('/', async (request, response) => {
    const { after } = parseBody(querySchema, request.query);
    const agent = agentOf(response);
    const ended = new AbortController();
    waiting.get(agent.id)?.abort();
    waiting.set(agent.id, ended);
    response.once('close', () => ended.abort());
    metrics.waiting.inc();
    let instructions: Instructions | undefined;
    try {
      await waitUntilSettled(
        domain.jobs,
        domain.clock,
        agent.networkUid,
        WAIT_MS,
        async () => {
          instructions = await findInstructions(domain, agent.id, after);
          return instructions !== undefined;
        },
        { lookAgainMs: LOOK_AGAIN_MS, signal: AbortSignal.any([ended.signal, stopping]) },
      );
    } finally {
      metrics.waiting.dec();
      if (waiting.get(agent.id) === ended) waiting.delete(agent.id);
    }
    if (stopping.aborted) response.set('Connection', 'close');
    if (instructions) response.json(instructions);
    else response.status(204).end();
  });
  return router;
}
