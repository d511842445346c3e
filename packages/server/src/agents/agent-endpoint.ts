/**
 * The endpoint that agents of NAT VMs talk to: HTTPS with a certificate by the authority that their VMs were given.
 * Agents show certificates of their own, which nobody has signed; who they are is in the database.
 */
import { constants } from 'node:crypto';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Domain, TokenCipher } from '@seca-hetzner/domain';
import { listen, type Logger } from '@seca-hetzner/domain/runtime';
import { createAgentApp } from './app.js';
import type { AgentMetrics } from './metrics.js';
import { DEFAULT_LIMITS, type AgentLimits } from './request-limits.js';
import { CERTIFICATE_LIFETIME_MS, keepCertificate, serverCertificate } from './server-certificate.js';
import { watchAgents } from './agent-watch.js';

export interface AgentEndpointOptions {
  domain: Domain;
  cipher: TokenCipher;
  logger: Logger;
  metrics: AgentMetrics;
  host: string;
  port: number;
  /** Where agents reach it; the host in it is that of the certificate. */
  publicUrl: string;
  limits?: Partial<AgentLimits>;
  certificateLifetimeMs?: number;
}

export interface AgentEndpoint {
  readonly port: number;
  /** Answers those who wait, lets the requests at work end, and takes no more. */
  close(): Promise<void>;
}

/** A handshake or a request that takes longer is ended. */
const HANDSHAKE_MS = 10_000;
const HEADERS_MS = 10_000;
const REQUEST_MS = 20_000;
/** Longer than agents pause between two requests. */
const IDLE_MS = 30_000;
const HEADER_BYTES = 16_384;

/** What is not over by then, once the process ends, is cut off; agents try again. */
const CLOSE_MS = 2_000;

export async function openAgentEndpoint(options: AgentEndpointOptions): Promise<AgentEndpoint> {
  const { domain, cipher, logger, metrics, publicUrl } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const lifetimeMs = options.certificateLifetimeMs ?? CERTIFICATE_LIFETIME_MS;
  const stopping = new AbortController();
  const newCertificate = () => serverCertificate(domain, cipher, publicUrl, lifetimeMs);

  const app = createAgentApp({ domain, limits, logger, metrics, stopping: stopping.signal });
  const server = createServer(
    {
      ...(await newCertificate()),
      minVersion: 'TLSv1.2',
      requestCert: true,
      rejectUnauthorized: false,
      // Each connection proves anew that its client has the key.
      secureOptions: constants.SSL_OP_NO_TICKET,
      handshakeTimeout: HANDSHAKE_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      maxHeaderSize: HEADER_BYTES,
    },
    app,
  );
  server.maxConnections = limits.connections;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    response.once('finish', () => {
      if (stopping.signal.aborted) request.socket.end();
    });
  });
  const listening = await listen(server, options.port, options.host);

  const renewing = keepCertificate(
    domain,
    logger,
    lifetimeMs,
    newCertificate,
    (context) =>
      server.setSecureContext({
        ...context,
        minVersion: 'TLSv1.2',
        secureOptions: constants.SSL_OP_NO_TICKET,
      }),
    stopping.signal,
  );
  const watching = watchAgents(domain, cipher, logger, stopping.signal);
  return {
    port: listening.port,
    async close() {
      stopping.abort(new Error('the endpoint is closing'));
      const overdue = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, CLOSE_MS);
      await Promise.all([listening.close(), renewing, watching]);
      clearTimeout(overdue);
    },
  };
}
