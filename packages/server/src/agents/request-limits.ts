import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { agentOf } from './peer.js';
import { AgentHttpError } from './problem.js';

/** What one process takes on, so that no agent, and nobody who is none, can take it away from the others. */
export interface AgentLimits {
  connections: number;
  /** Requests of one agent in ten seconds; one that is well sends two or three. */
  agentRequests: number;
  /** Requests from one address in ten seconds; many agents may stand behind one. */
  addressRequests: number;
}

export const DEFAULT_LIMITS: AgentLimits = { connections: 5_000, agentRequests: 100, addressRequests: 2_000 };

const WINDOW_S = 10;

/** Comes before all that costs something. */
export function limitAddresses({ addressRequests }: AgentLimits): RequestHandler {
  return limit(addressRequests, (request) => request.socket.remoteAddress ?? '');
}

/** Comes after the authentication. */
export function limitAgents({ agentRequests }: AgentLimits): RequestHandler {
  return limit(agentRequests, (_request, response) => agentOf(response).id);
}

function limit(points: number, keyOf: (...args: Parameters<RequestHandler>) => string): RequestHandler {
  const rates = new RateLimiterMemory({ points, duration: WINDOW_S });
  return async (request, response, next) => {
    await rates.consume(keyOf(request, response, next)).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const retryAfterS = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
      throw new AgentHttpError(429, 'more requests than an agent has reason to send', {
        'Retry-After': String(retryAfterS),
      });
    });
    next();
  };
}
