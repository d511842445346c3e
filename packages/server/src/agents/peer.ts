import { createHash } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { Request, RequestHandler, Response } from 'express';
import { findAgentByFingerprint, type Domain, type KnownAgent } from '@seca-hetzner/domain';
import { AgentHttpError } from './problem.js';

/**
 * SHA-256 of the certificate that the client has proved to hold, in lower-case hex; `undefined` when it has shown
 * none. It is self-signed: nothing that stands in it counts.
 */
export function fingerprintOf({ socket }: Request): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate && createHash('sha256').update(certificate.raw).digest('hex');
}

const agents = new WeakMap<Response, KnownAgent>();

/** Lets nobody on but living agents, by their certificate. */
export function authentication({ dataSource }: Domain): RequestHandler {
  return async (request, response, next) => {
    const fingerprint = fingerprintOf(request);
    const agent =
      fingerprint === undefined ? undefined : await findAgentByFingerprint(dataSource.manager, fingerprint);
    if (!agent) throw new AgentHttpError(401, 'this certificate belongs to no agent');
    agents.set(response, agent);
    next();
  };
}

/** The agent that asks; a route behind `authentication` can rely on it. */
export function agentOf(response: Response): KnownAgent {
  const agent = agents.get(response);
  if (!agent) throw new Error('the request was not authenticated');
  return agent;
}
