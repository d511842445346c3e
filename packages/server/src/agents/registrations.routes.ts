import { Router } from 'express';
import { z } from 'zod';
import { UnauthenticatedError, findInstructions, registerAgent, type Domain } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import { jsonBody, parseBody } from './json-body.js';
import type { AgentMetrics } from './metrics.js';
import { fingerprintOf } from './peer.js';
import { AgentHttpError } from './problem.js';

const registrationSchema = z.object({ agent: z.uuid(), identity: z.string().max(256) });

const HEARTBEAT_SECONDS = 10;

/** `POST /v1/registrations`: an agent comes with its one-time identity, and is known by its certificate from then on. */
export function registrationRoutes(domain: Domain, logger: Logger, metrics: AgentMetrics): Router {
  const router = Router();
  router.post('/', (request, _response, next) => {
    if (fingerprintOf(request) === undefined) {
      throw new AgentHttpError(400, 'a registration needs a client certificate');
    }
    next();
  });
  router.post('/', jsonBody, async (request, response) => {
    const { agent: agentId, identity } = parseBody(registrationSchema, request.body);
    const fingerprint = fingerprintOf(request) ?? '';
    const agent = await registerAgent(domain, { agentId, identity, fingerprint }).catch((error: unknown) => {
      if (error instanceof UnauthenticatedError) {
        metrics.registrations.inc({ outcome: 'refused' });
        logger.warn({ agent: agentId, address: request.socket.remoteAddress }, 'registration refused');
      }
      throw error;
    });
    metrics.registrations.inc({ outcome: 'won' });
    logger.info({ agent: agent.id, network: agent.networkUid }, 'agent registered');
    const instructions = await findInstructions(domain, agent.id, 0);
    response.status(201).json({
      instructions: instructions ?? { configuration: null, commands: [] },
      heartbeatSeconds: HEARTBEAT_SECONDS,
    });
  });
  return router;
}
