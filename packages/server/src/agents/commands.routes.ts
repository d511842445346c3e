import { Router } from 'express';
import { z } from 'zod';
import { finishCommand, type CommandAnswer, type Domain } from '@seca-hetzner/domain';
import { jsonBody, parseBody } from './json-body.js';
import { agentOf } from './peer.js';
import { AgentHttpError } from './problem.js';

const answerSchema: z.ZodType<CommandAnswer> = z.object({
  outcome: z.enum(['done', 'failed']),
  result: z.record(z.string(), z.json()).nullable(),
  error: z.string().max(2_000).nullable(),
});

/** `PUT /v1/commands/{id}`: what an agent made of a command. */
export function commandRoutes(domain: Domain): Router {
  const router = Router();
  router.put('/:id', jsonBody, async (request, response) => {
    const id = z.uuid().safeParse(request.params.id);
    if (!id.success) throw new AgentHttpError(404, 'there is no such command');
    await finishCommand(domain, agentOf(response), id.data, parseBody(answerSchema, request.body));
    response.status(204).end();
  });
  return router;
}
