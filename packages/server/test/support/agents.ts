import { randomUUID, webcrypto } from 'node:crypto';
import { Agent, request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import * as x509 from '@peculiar/x509';
import { pino } from 'pino';
import {
  agentTrust,
  createTokenCipher,
  findAgents,
  findResource,
  inTransaction,
  issueAgent,
  openDomain,
  publishConfiguration,
  type Domain,
  type GatewayAgent,
  type GatewayInNetwork,
} from '@seca-hetzner/domain';
import { createMetrics, type Registry } from '@seca-hetzner/domain/runtime';
import { createTestWorld, identityOf, putPath, type TestWorld } from '@seca-hetzner/domain/testing';
import {
  openAgentEndpoint,
  type AgentEndpoint,
  type AgentEndpointOptions,
} from '../../src/agents/agent-endpoint.js';
import { createAgentMetrics } from '../../src/agents/metrics.js';

export const cipher = createTokenCipher(Buffer.alloc(32, 9).toString('base64'));
export const prefixes = ['10.0.1.0/24'];

/** A world with a gateway in a network, and the endpoint that the agents of its VMs talk to. */
export interface AgentWorld extends TestWorld {
  where: GatewayInNetwork;
  /** X.509 as PEM. */
  caCertificate: string;
  /** What the endpoints have logged, as one text. */
  logged(): string;
  /** Another endpoint on the same database; closed with the world. */
  open(options?: Partial<AgentEndpointOptions>): Promise<OpenEndpoint>;
  issue(now?: Date): Promise<{ agentId: string; identity: string }>;
  publish(sourcePrefixes?: string[], domain?: Domain): Promise<{ version: number }>;
  agent(): Promise<GatewayAgent | undefined>;
  /** Takes everything away and makes the gateway and its network anew. */
  reset(): Promise<void>;
}

export interface OpenEndpoint extends AgentEndpoint {
  metrics: Registry;
}

export async function createAgentWorld(): Promise<AgentWorld> {
  const world = await createTestWorld();
  const { manager } = world.dataSource;
  const { caCertificate } = await agentTrust(manager, cipher, new Date());
  const where = { gatewayUid: '', networkUid: '' };
  const endpoints: AgentEndpoint[] = [];
  let log = '';
  const logger = pino({ level: 'debug' }, { write: (line: string) => void (log += line) });
  return {
    ...world,
    where,
    caCertificate,
    logged: () => log,
    async open(options = {}) {
      const metrics = createMetrics();
      const endpoint = await openAgentEndpoint({
        domain: world.domain,
        cipher,
        logger,
        metrics: createAgentMetrics(metrics),
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'https://127.0.0.1:4010',
        ...options,
      });
      endpoints.push(endpoint);
      return { ...endpoint, metrics };
    },
    issue: (now = new Date()) =>
      world.dataSource.transaction((transaction) => issueAgent(transaction, where, now)),
    publish: (sourcePrefixes = prefixes, domain = world.domain) =>
      inTransaction(domain.dataSource, (transaction) =>
        publishConfiguration(domain, transaction, { ...where, sourcePrefixes }, cipher),
      ),
    async agent() {
      return (await findAgents(manager, where.networkUid))[0];
    },
    async reset() {
      await world.dataSource.query('TRUNCATE resource CASCADE');
      await putPath(world.domain, world.caller, 'rt');
      const gateway = await findResource(manager, identityOf('internet-gateway', 'gw'));
      const network = await findResource(manager, identityOf('network', 'n'));
      Object.assign(where, { gatewayUid: gateway?.uid, networkUid: network?.uid });
    },
    async close() {
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      await world.close();
    },
  };
}

/** A key and a certificate that nobody else has signed, as an agent makes them for itself. */
export interface ClientIdentity {
  cert: string;
  key: string;
}

export async function newClientIdentity(): Promise<ClientIdentity> {
  const algorithm = { name: 'Ed25519' };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${randomUUID()}`,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
      signingAlgorithm: algorithm,
      keys,
    },
    webcrypto,
  );
  const key = x509.PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
    'PRIVATE KEY',
  );
  return { cert: certificate.toString('pem'), key };
}

export interface ClientOptions {
  port: number;
  /** The one authority that is trusted. */
  ca: string;
  /** None for a client without a certificate. */
  identity: ClientIdentity | undefined;
  host?: string;
}

export interface Answer {
  status: number;
  type: string;
  // What comes over the wire has no type; each test says what it expects of it.
  body: any; // oxlint-disable-line typescript/no-explicit-any
  /** Serial number of the server's certificate. */
  serial: string;
}

/** A client over TLS that trusts one authority alone; each of its requests has a connection of its own. */
export class AgentClient {
  readonly #agent: Agent;
  constructor(readonly options: ClientOptions) {
    const { ca, identity } = options;
    this.#agent = new Agent({ ca, keepAlive: false, ...identity });
  }

  send(method: string, path: string, body?: unknown): Promise<Answer> {
    const { port, host = '127.0.0.1' } = this.options;
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request({ host, port, method, path, agent: this.#agent }, (response) => {
        const { serialNumber } = (response.socket as TLSSocket).getPeerCertificate();
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const content = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: content === '' ? undefined : JSON.parse(content),
            serial: serialNumber,
          });
        });
      });
      sent.on('error', reject);
      if (text !== undefined) sent.setHeader('content-type', 'application/json');
      sent.end(text);
    });
  }
}

/** A process of its own as far as database and notices go. */
export async function openReplica({
  databaseUrl,
  domain,
}: AgentWorld): Promise<{ domain: Domain; close: () => Promise<void> }> {
  const parts: (() => Promise<void> | void)[] = [];
  const shutdown = { add: (_name: string, close: () => Promise<void> | void) => void parts.push(close) };
  const replica = await openDomain({
    program: 'replica',
    databaseUrl,
    redisUrl: undefined,
    poolSize: 5,
    providerRules: domain.providerRules,
    settings: domain.settings,
    logger: domain.logger,
    shutdown: shutdown as Parameters<typeof openDomain>[0]['shutdown'],
  });
  return {
    domain: replica,
    async close() {
      for (const close of parts.toReversed()) await close();
    },
  };
}

/** An agent that has registered, with its client. */
export interface RegisteredAgent {
  id: string;
  client: AgentClient;
  /** The same agent at another endpoint. */
  at(port: number): AgentClient;
}

export async function registerClient(world: AgentWorld, port: number): Promise<RegisteredAgent> {
  const { agentId, identity } = await world.issue();
  const key = await newClientIdentity();
  const at = (other: number) => new AgentClient({ port: other, ca: world.caCertificate, identity: key });
  const client = at(port);
  const { status } = await client.send('POST', '/v1/registrations', { agent: agentId, identity });
  if (status !== 201) throw new Error(`the registration was answered ${status}`);
  return { id: agentId, client, at };
}
