import { Router } from 'express';
import { recordHeartbeat, type Domain, type Heartbeat, type HeartbeatEffect } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import { heartbeatSchema } from './heartbeat.wire.js';
import { jsonBody, parseBody } from './json-body.js';
import type { AgentMetrics } from './metrics.js';
import { agentOf } from './peer.js';
import { AgentHttpError } from './problem.js';

/** `POST /v1/heartbeats`: what an agent sees on its VM. */
export function heartbeatRoutes(domain: Domain, logger: Logger, metrics: AgentMetrics): Router {
  const router = Router();
  router.post('/', jsonBody, async (request, response) => {
    const { id } = agentOf(response);
    const heartbeat = parseBody(heartbeatSchema, request.body);
    if (heartbeat.agent !== id) {
      logger.warn({ agent: id, named: heartbeat.agent }, 'heartbeat for another agent refused');
      throw new AgentHttpError(403, 'this is the heartbeat of another agent');
    }
    const effect = await recordHeartbeat(domain, id, heartbeat);
    metrics.heartbeats.inc();
    tell(logger.child({ agent: id }), metrics, heartbeat, effect);
    response.status(204).end();
  });
  return router;
}

function tell(
  logger: Logger,
  metrics: AgentMetrics,
  { refusals }: Heartbeat,
  { before, after, reason, newRefusals }: HeartbeatEffect,
): void {
  if (before !== after) logger.info({ before, after, reason }, 'agent changed its state');
  if (newRefusals === 0) return;
  const refusal = refusals.last?.reason ?? 'unknown';
  metrics.configurationRefusals.inc({ reason: refusal }, newRefusals);
  logger.warn({ reason: refusal, count: newRefusals }, 'agent refused a configuration');
}
