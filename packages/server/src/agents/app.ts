import express, { type Express } from 'express';
import type { Domain } from '@seca-hetzner/domain';
import type { Logger } from '@seca-hetzner/domain/runtime';
import { commandRoutes } from './commands.routes.js';
import { heartbeatRoutes } from './heartbeats.routes.js';
import { instructionRoutes } from './instructions.routes.js';
import type { AgentMetrics } from './metrics.js';
import { authentication } from './peer.js';
import { problems, unknownPath } from './problem.js';
import { registrationRoutes } from './registrations.routes.js';
import { limitAddresses, limitAgents, type AgentLimits } from './request-limits.js';

export interface AgentAppOptions {
  domain: Domain;
  limits: AgentLimits;
  logger: Logger;
  metrics: AgentMetrics;
  /** Aborted when the process ends: nobody is left waiting. */
  stopping: AbortSignal;
}

/** What agents can ask: middleware and routers in the order in which a request meets them. */
export function createAgentApp({ domain, limits, logger, metrics, stopping }: AgentAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(limitAddresses(limits));
  app.use('/v1/registrations', registrationRoutes(domain, logger, metrics));
  app.use(authentication(domain), limitAgents(limits));
  app.use('/v1/instructions', instructionRoutes(domain, metrics, stopping));
  app.use('/v1/heartbeats', heartbeatRoutes(domain, logger, metrics));
  app.use('/v1/commands', commandRoutes(domain));
  app.use(unknownPath);
  app.use(problems(logger, metrics));
  return app;
}
